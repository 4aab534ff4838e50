//! A student's events of one week.

use std::collections::BTreeMap;

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
    tz::TimeZone,
};
use serde::Deserialize;

use super::{
    ActivityMetrics, EduBridge, FactRow, Student, TimeSpentMetrics,
    period::{add_zone, invalid},
};
use crate::{
    Error, Failure, Service,
    lenient::{Fields, LenientDecode},
    transport::{LARGE_BODY_LIMIT, Request},
};

const WEEKLY_FACTS: &str = "/edubridge/analytics/facts/weekly";

/// The events of one week, Sunday to Saturday.
#[derive(Debug, Clone, PartialEq)]
pub struct Week {
    /// The first day, a Sunday.
    pub first: Date,
    /// The last day, a Saturday.
    pub last: Date,
    /// The events, in the platform's order; two per task.
    pub rows: Vec<FactRow>,
}

impl Week {
    /// Returns the week's XP and question metrics. Each task counts once.
    pub fn activity_metrics(&self) -> ActivityMetrics {
        of_activity(self.rows.iter())
    }

    /// Returns the week's time metrics. Each task counts once.
    pub fn time_spent_metrics(&self) -> TimeSpentMetrics {
        of_time(self.rows.iter())
    }

    /// Returns both sums of each day with events.
    pub fn days(&self) -> BTreeMap<Date, (ActivityMetrics, TimeSpentMetrics)> {
        self.sums_by(|row| row.date)
    }

    /// Returns both sums of each subject; events without a subject are under `None`.
    pub fn subjects(&self) -> BTreeMap<Option<&str>, (ActivityMetrics, TimeSpentMetrics)> {
        self.sums_by(|row| row.subject.as_deref())
    }

    fn sums_by<'w, K: Ord>(
        &'w self,
        key: impl Fn(&'w FactRow) -> K,
    ) -> BTreeMap<K, (ActivityMetrics, TimeSpentMetrics)> {
        let mut rows_by: BTreeMap<K, Vec<&FactRow>> = BTreeMap::new();
        for row in &self.rows {
            rows_by.entry(key(row)).or_default().push(row);
        }
        let sums = |rows: Vec<&FactRow>| {
            (
                of_activity(rows.iter().copied()),
                of_time(rows.iter().copied()),
            )
        };
        rows_by
            .into_iter()
            .map(|(key, rows)| (key, sums(rows)))
            .collect()
    }
}

fn of_activity<'r>(rows: impl Iterator<Item = &'r FactRow>) -> ActivityMetrics {
    let metrics: Vec<_> = rows.filter_map(FactRow::activity_metrics).collect();
    ActivityMetrics::total(|| metrics.iter())
}

fn of_time<'r>(rows: impl Iterator<Item = &'r FactRow>) -> TimeSpentMetrics {
    let metrics: Vec<_> = rows.filter_map(FactRow::time_spent_metrics).collect();
    TimeSpentMetrics::total(|| metrics.iter())
}

/// The response.
#[derive(Deserialize)]
pub(super) struct WeeklyFacts {
    pub facts: Vec<FactRow>,
}

/// The events are summed, so an undecodable one is an error.
impl LenientDecode for WeeklyFacts {
    fn decode_fields(mut response: Fields<'_>) -> Result<Self, Failure> {
        let facts = response.decode_all("facts")?;
        Ok(Self { facts })
    }
}

impl EduBridge<'_> {
    /// Returns the student's events in the week around `day`, in a time zone: `GET /analytics/facts/weekly`. The zone
    /// needs an IANA name unless it is UTC.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails, with status 404 for an unknown student.
    pub async fn get_week(
        self,
        student: Student<'_>,
        day: Date,
        zone: &TimeZone,
    ) -> Result<Week, Error> {
        let week_request = week_request(student, day, zone);
        let (first, last, request) =
            week_request.map_err(|failure| failure.of(Service::EduBridge))?;
        let WeeklyFacts { facts: rows } = self.operation().fetch(request).await?;
        Ok(Week { first, last, rows })
    }
}

/// Returns the week's Sunday and Saturday, and the request. It names the week by noon of `day`, which is on the same
/// UTC date nearly everywhere.
fn week_request(
    student: Student<'_>,
    day: Date,
    zone: &TimeZone,
) -> Result<(Date, Date, Request), Failure> {
    let days_of_week = || {
        let sunday = day.checked_sub(i64::from(day.weekday().since(Weekday::Sunday)).days())?;
        let noon = day.at(12, 0, 0, 0).to_zoned(zone.clone())?.timestamp();
        Ok((sunday, sunday.checked_add(6.days())?, noon))
    };
    let (first, last, noon) =
        days_of_week().map_err(|_: jiff::Error| invalid("the week is beyond the calendar"))?;
    let request = Request::get(Service::EduBridge, WEEKLY_FACTS)
        .query("weekDate", format!("{noon:.3}"))
        .body_limit(LARGE_BODY_LIMIT);
    let request = add_zone(zone, student.add_to(request)?)?;
    Ok((first, last, request))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_week_is_sunday_to_saturday_and_requested_by_timestamp() {
        let zone = TimeZone::get("America/Chicago").unwrap();
        for day in [8, 11, 14] {
            let (first, last, request) =
                week_request(Student::Id("maya"), date(2026, 3, day), &zone).unwrap();
            assert_eq!((first, last), (date(2026, 3, 8), date(2026, 3, 14)));
            assert_eq!(
                request.query,
                [
                    ("weekDate", format!("2026-03-{day:02}T17:00:00.000Z")),
                    ("studentId", "maya".into()),
                    ("timezone", "America/Chicago".into())
                ]
            );
        }
    }
}
