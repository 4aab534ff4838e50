//! Parameters of analytics requests: the student and the period.

use std::fmt;

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};

use crate::{Failure, transport::Request};

/// The student an analytics request is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Student<'a> {
    /// The OneRoster `sourcedId`.
    Id(&'a str),
    /// The e-mail address. If several users share it, their facts are summed.
    Email(&'a str),
}

/// Hides the address: e-mail addresses must not be logged.
impl fmt::Debug for Student<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => f.debug_tuple("Id").field(id).finish(),
            Self::Email(_) => f.debug_tuple("Email").finish_non_exhaustive(),
        }
    }
}

impl Student<'_> {
    /// Adds the student to the query.
    pub(super) fn add_to(self, request: Request) -> Result<Request, Failure> {
        let (name, value) = match self {
            Self::Id(id) => ("studentId", id),
            Self::Email(email) => ("email", email),
        };
        if value.trim().is_empty() {
            return Err(invalid("a student's id or e-mail address is required"));
        }
        Ok(request.query(name, value))
    }
}

/// A period of whole days in a time zone, both ends inclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    first: Date,
    last: Date,
    zone: TimeZone,
}

impl Period {
    /// Creates a period of UTC days.
    pub fn new(first: Date, last: Date) -> Self {
        Self {
            first,
            last,
            zone: TimeZone::UTC,
        }
    }

    /// Returns the same days in `zone`: they start and end there, and facts are grouped by its days. A zone other than
    /// UTC needs an IANA name.
    #[must_use]
    pub fn in_zone(self, zone: TimeZone) -> Self {
        Self { zone, ..self }
    }

    /// Adds the period to the query, as full timestamps: the platform rejects bare dates.
    pub(super) fn add_to(&self, request: Request) -> Result<Request, Failure> {
        let (start, end) = self.bounds()?;
        let request = request
            .query("startDate", format!("{start:.3}"))
            .query("endDate", format!("{end:.3}"));
        Ok(request)
    }

    /// Adds the time zone to the query, unless it is UTC.
    pub(super) fn add_zone(&self, request: Request) -> Result<Request, Failure> {
        add_zone(&self.zone, request)
    }

    /// Returns the first instant of the first day and the last millisecond of the last one.
    pub(crate) fn bounds(&self) -> Result<(Timestamp, Timestamp), Failure> {
        if self.last < self.first {
            return Err(invalid("the period ends before it begins"));
        }
        let bounds = || {
            let end = self.start_of(self.last.tomorrow()?)?;
            Ok((
                self.start_of(self.first)?,
                end.checked_sub(1.milliseconds())?,
            ))
        };
        bounds().map_err(|_: jiff::Error| invalid("the period is beyond the calendar"))
    }

    fn start_of(&self, day: Date) -> Result<Timestamp, jiff::Error> {
        Ok(day.to_zoned(self.zone.clone())?.timestamp())
    }
}

/// Adds a time zone to the query, unless it is UTC, the platform's default.
pub(super) fn add_zone(zone: &TimeZone, request: Request) -> Result<Request, Failure> {
    if *zone == TimeZone::UTC {
        return Ok(request);
    }
    match zone.iana_name() {
        Some(name) => Ok(request.query("timezone", name)),
        None => Err(invalid("the time zone has no IANA name")),
    }
}

pub(super) fn invalid(reason: &'static str) -> Failure {
    Failure::InvalidRequest { reason }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn bounds(first: Date, last: Date, zone: &str) -> [String; 2] {
        let period = Period::new(first, last).in_zone(TimeZone::get(zone).unwrap());
        let (start, end) = period.bounds().unwrap();
        [start, end].map(|instant| format!("{instant:.3}"))
    }

    #[test]
    fn utc_days_are_midnight_to_the_last_millisecond() {
        assert_eq!(
            bounds(date(2026, 3, 9), date(2026, 3, 10), "UTC"),
            ["2026-03-09T00:00:00.000Z", "2026-03-10T23:59:59.999Z"]
        );
    }

    #[test]
    fn days_of_a_time_zone_follow_daylight_saving_time() {
        assert_eq!(
            bounds(date(2026, 3, 8), date(2026, 3, 8), "America/Chicago"),
            ["2026-03-08T06:00:00.000Z", "2026-03-09T04:59:59.999Z"]
        );
        assert_eq!(
            bounds(date(2026, 3, 10), date(2026, 3, 10), "Asia/Kolkata"),
            ["2026-03-09T18:30:00.000Z", "2026-03-10T18:29:59.999Z"]
        );
    }

    #[test]
    fn a_day_without_midnight_starts_at_its_first_instant() {
        // Cairo's clocks went from 00:00 to 01:00.
        assert_eq!(
            bounds(date(2024, 4, 26), date(2024, 4, 26), "Africa/Cairo")[0],
            "2024-04-25T22:00:00.000Z"
        );
    }

    #[test]
    fn invalid_periods_are_not_sent() {
        let refused = |period: Period| period.bounds().unwrap_err().to_string();
        assert_eq!(
            refused(Period::new(date(2026, 3, 10), date(2026, 3, 9))),
            "was not called: the period ends before it begins"
        );
        assert_eq!(
            refused(Period::new(Date::MIN, Date::MAX)),
            "was not called: the period is beyond the calendar"
        );
    }

    #[test]
    fn debugging_a_student_shows_no_address() {
        assert_eq!(
            format!("{:?}", Student::Email("a@example.com")),
            "Email(..)"
        );
    }
}
