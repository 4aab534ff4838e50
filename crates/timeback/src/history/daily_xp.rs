use std::collections::BTreeMap;

use jiff::{
    ToSpan,
    civil::{Date, date},
};

use serde::{Deserialize, Serialize};

use super::figure::Figure;
use crate::edubridge::{Activity, Facts};

/// Days are counted from here. No activity is older.
const EPOCH: Date = date(2000, 1, 1);

/// XP of every day with activity, by subject and by app. Eight bytes a figure.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DailyXp {
    /// By subject. Its sum is the student's XP.
    pub subjects: XpTable,
    /// By app; empty if the platform does not send it.
    pub apps: XpTable,
}

impl DailyXp {
    pub(crate) fn new(activity: &Activity) -> Self {
        Self::default().updated(activity, Date::MIN)
    }

    /// Returns the figures with those from `since` on replaced.
    pub(super) fn updated(&self, activity: &Activity, since: Date) -> Self {
        let mut updated = self.clone();
        updated.subjects.truncate(since);
        updated.apps.truncate(since);
        updated.subjects.extend(activity.facts.range(since..));
        updated.extend_apps(activity.facts_by_app.range(since..));
        updated
    }

    fn extend_apps<'a>(
        &mut self,
        days: impl Iterator<Item = (&'a Date, &'a BTreeMap<String, BTreeMap<String, Facts>>)>,
    ) {
        for (day, subjects) in days {
            let mut apps = BTreeMap::<_, f64>::new();
            for (app, facts) in subjects.values().flatten() {
                *apps.entry(app.as_str()).or_default() += facts.activity_metrics.xp_earned;
            }
            for (app, xp) in apps {
                self.apps.push(*day, app, xp);
            }
        }
    }
}

/// XP by day and name, oldest day first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct XpTable {
    names: Vec<Box<str>>,
    figures: Vec<Figure>,
}

impl XpTable {
    /// Returns the names, in order of their first appearance.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(AsRef::as_ref)
    }

    /// Returns day, name and XP of each figure, oldest day first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Date, &str, f64)> {
        self.figures.iter().map(|figure| self.entry(*figure))
    }

    fn entry(&self, figure: Figure) -> (Date, &str, f64) {
        let name = self.names.get(usize::from(figure.name));
        let name = name.map_or("", AsRef::as_ref);
        (date_of(figure.day), name, f64::from(figure.xp))
    }

    /// Returns the position of the first figure of this day or a later one.
    fn position(&self, day: Date) -> usize {
        self.figures
            .partition_point(|figure| date_of(figure.day) < day)
    }

    /// Returns the XP of all days.
    pub fn total(&self) -> f64 {
        self.iter().map(|(_, _, xp)| xp).sum()
    }

    /// Returns the XP of all days under each name, in alphabetical order.
    pub fn totals(&self) -> BTreeMap<&str, f64> {
        let mut totals = BTreeMap::new();
        for (_, name, xp) in self.iter() {
            *totals.entry(name).or_default() += xp;
        }
        totals
    }

    /// Returns the XP of one day.
    pub fn on(&self, day: Date) -> f64 {
        self.by_day(day, day, None).into_values().sum()
    }

    /// Returns the last day with activity.
    pub fn last_day(&self) -> Option<Date> {
        self.figures.last().map(|figure| date_of(figure.day))
    }

    /// Returns the first day with activity.
    pub fn first_day(&self) -> Option<Date> {
        self.figures.first().map(|figure| date_of(figure.day))
    }

    /// Returns the XP of each day with activity from `first` to `last`, under every name or under one of them.
    pub fn by_day(&self, first: Date, last: Date, name: Option<&str>) -> BTreeMap<Date, f64> {
        let mut days = BTreeMap::new();
        let begin = self.position(first);
        let since = self.figures.get(begin..).unwrap_or_default();
        for (day, of, xp) in since.iter().map(|figure| self.entry(*figure)) {
            if day > last {
                break;
            }
            if name.is_none_or(|name| name == of) {
                *days.entry(day).or_default() += xp;
            }
        }
        days
    }

    fn extend<'a>(&mut self, days: impl Iterator<Item = (&'a Date, &'a BTreeMap<String, Facts>)>) {
        for (day, subjects) in days {
            for (subject, facts) in subjects {
                self.push(*day, subject, facts.activity_metrics.xp_earned);
            }
        }
    }

    /// Adds a figure of a day that is not before the last one. One that does not fit is left out: there are no such days,
    /// and no student has so many subjects.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "seven digits are enough, and an amount beyond f32 is infinite"
    )]
    fn push(&mut self, day: Date, name: &str, xp: f64) {
        let days = day.duration_since(EPOCH).as_hours() / 24;
        let (Ok(day), Some(name)) = (u16::try_from(days), self.index_of(name)) else {
            return;
        };
        let xp = xp as f32;
        self.figures.push(Figure { day, name, xp });
    }

    fn index_of(&mut self, name: &str) -> Option<u16> {
        let known = self.names.iter().position(|known| **known == *name);
        let index = known.unwrap_or(self.names.len());
        let fits = u16::try_from(index).ok()?;
        if known.is_none() {
            self.names.push(name.into());
        }
        Some(fits)
    }

    /// Removes the figures from this day on.
    fn truncate(&mut self, since: Date) {
        self.figures.truncate(self.position(since));
    }
}

fn date_of(day: u16) -> Date {
    EPOCH.saturating_add(i64::from(day).days())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn facts(xp: f64) -> Value {
        json!({ "activityMetrics": { "xpEarned": xp } })
    }

    fn activity(days: &[(&str, f64, f64)]) -> Activity {
        let mut wire = json!({ "facts": {}, "factsByApp": {} });
        for (day, math, reading) in days {
            wire["facts"][day] = json!({ "Math": facts(*math), "Reading": facts(*reading) });
            wire["factsByApp"][day] = json!({
                "Math": { "Alpha": facts(*math) }, "Reading": { "Alpha": facts(*reading) }
            });
        }
        serde_json::from_value(wire).unwrap()
    }

    #[test]
    fn days_add_up_by_subject_and_by_app() {
        let daily = DailyXp::new(&activity(&[
            ("2026-03-09", 12.5, -2.5),
            ("2026-03-11", 0.0, 4.0),
        ]));
        let [first, last] = [date(2026, 3, 9), date(2026, 3, 11)];
        let days: Vec<_> = daily
            .subjects
            .by_day(first, last, None)
            .into_iter()
            .collect();
        assert_eq!(days, [(first, 10.0), (last, 4.0)]);
        assert_eq!(daily.apps.by_day(first, last, Some("Alpha"))[&first], 10.0);
        assert_eq!(
            daily.subjects.by_day(first, first, Some("Reading")).len(),
            1
        );
        assert_eq!(daily.subjects.total(), 14.0);
        assert_eq!(
            (daily.subjects.first_day(), daily.subjects.last_day()),
            (Some(first), Some(last))
        );
    }

    #[test]
    fn an_update_replaces_the_days_from_its_first_on() {
        let daily = DailyXp::new(&activity(&[
            ("2026-03-09", 1.0, 0.0),
            ("2026-03-10", 2.0, 0.0),
        ]));
        let newer = activity(&[
            ("2026-03-09", 99.0, 0.0),
            ("2026-03-10", 3.0, 0.0),
            ("2026-03-12", 4.0, 0.0),
        ]);
        let updated = daily.updated(&newer, date(2026, 3, 10));
        assert_eq!(updated.subjects.total(), 8.0);
        assert_eq!(updated.subjects.on(date(2026, 3, 9)), 1.0);
    }
}
