use std::collections::BTreeMap;

use jiff::{
    ToSpan,
    civil::{Date, date},
};

use serde::{Deserialize, Serialize};

use super::figure::Figure;
use crate::edubridge::{ActivityFigures, DayTable};

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
    /// Returns the figures with those from `since` on replaced.
    pub(super) fn updated(&self, activity: &ActivityFigures, since: Date) -> Self {
        let mut updated = self.clone();
        updated.subjects.replace(&activity.subjects, since, |of| {
            of.activity_metrics.xp_earned
        });
        // A sum starts at zero, and adding zero turns a negative zero into zero.
        updated.apps.replace(&activity.apps, since, |xp| xp + 0.0);
        updated
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

    /// Replaces the figures from `since` on. One that does not fit is left out: there are no such days, and no student has
    /// so many subjects.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "seven digits are enough, and an amount beyond f32 is infinite"
    )]
    fn replace<T>(&mut self, table: &DayTable<T>, since: Date, xp: impl Fn(&T) -> f64) {
        self.figures.truncate(self.position(since));
        let mut indexes = vec![None; table.names().len()];
        for (date, rows) in table.since(since) {
            let days = date.duration_since(EPOCH).as_hours() / 24;
            let day = u16::try_from(days).ok();
            for row in rows {
                let name = &mut indexes[row.name];
                *name = name.or_else(|| self.index_of(table.name(row)));
                if let (Some(day), Some(name)) = (day, *name) {
                    let xp = xp(&row.figures) as f32;
                    self.figures.push(Figure { day, name, xp });
                }
            }
        }
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

    fn activity(days: &[(&str, f64, f64)]) -> ActivityFigures {
        let mut wire = json!({ "facts": {}, "factsByApp": {} });
        for (day, math, reading) in days {
            wire["facts"][day] = json!({ "Math": facts(*math), "Reading": facts(*reading) });
            wire["factsByApp"][day] = json!({
                "Math": { "Alpha": facts(*math) }, "Reading": { "Alpha": facts(*reading) }
            });
        }
        serde_json::from_value(wire).unwrap()
    }

    fn whole(activity: &ActivityFigures) -> DailyXp {
        DailyXp::default().updated(activity, Date::MIN)
    }

    #[test]
    fn days_add_up_by_subject_and_by_app() {
        let daily = whole(&activity(&[
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
        let daily = whole(&activity(&[
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
