//! XP totals by subject and app.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    Share, Xp,
    edubridge::{ActivityFigures, DayTable, Row, SubjectFigures},
    sum::sum,
};

/// XP: total, by subject and by app.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Tally {
    pub total: f64,
    pub by_subject: BTreeMap<String, f64>,
    pub by_app: BTreeMap<String, f64>,
}

impl Tally {
    /// Returns the XP of one day, whose figures by subject are `rows`.
    pub fn of_day(activity: &ActivityFigures, date: Date, rows: &[Row<SubjectFigures>]) -> Self {
        let subjects = rows.iter().map(|row| {
            let name = activity.subjects.name(row).to_owned();
            (name, row.figures.activity_metrics.xp_earned)
        });
        let apps = activity.apps.on(date).iter().map(|row| {
            let name = activity.apps.name(row).to_owned();
            (name, row.figures)
        });
        Self {
            total: total(rows),
            by_subject: subjects.collect(),
            by_app: apps.collect(),
        }
    }

    /// Adds the tallies of the days from `first` on that are before `end`, one after another. Apps count on days with
    /// subjects only.
    pub fn add_days(&mut self, activity: &ActivityFigures, first: Date, end: Date) {
        let mut subjects = Totals::new(&activity.subjects, &self.by_subject);
        let mut apps = Totals::new(&activity.apps, &self.by_app);
        let days = activity.subjects.since(first);
        for (date, rows) in days.take_while(|(date, _)| *date < end) {
            self.total += total(rows);
            for row in rows {
                subjects.add(row.name, row.figures.activity_metrics.xp_earned);
            }
            for row in activity.apps.on(date) {
                apps.add(row.name, row.figures);
            }
        }
        subjects.write(&activity.subjects, &mut self.by_subject);
        apps.write(&activity.apps, &mut self.by_app);
    }

    /// Adds another tally.
    pub fn add(&mut self, other: &Self) {
        self.total += other.total;
        for (subject, xp) in &other.by_subject {
            add_xp(&mut self.by_subject, subject, *xp);
        }
        for (app, xp) in &other.by_app {
            add_xp(&mut self.by_app, app, *xp);
        }
    }
}

fn total(rows: &[Row<SubjectFigures>]) -> f64 {
    let xp = rows
        .iter()
        .map(|row| row.figures.activity_metrics.xp_earned);
    xp.fold(0.0, |total, xp| total + xp)
}

/// The total of each name of a table; `None` without XP.
struct Totals(Vec<Option<f64>>);

impl Totals {
    fn new<T>(table: &DayTable<T>, known: &BTreeMap<String, f64>) -> Self {
        let names = table.names();
        Self(names.map(|name| known.get(&**name).copied()).collect())
    }

    fn add(&mut self, name: usize, xp: f64) {
        let total = &mut self.0[name];
        *total = Some(total.map_or(xp, |total| total + xp));
    }

    fn write<T>(self, table: &DayTable<T>, totals: &mut BTreeMap<String, f64>) {
        let named = table.names().zip(self.0);
        totals.extend(named.filter_map(|(name, total)| Some((name.to_string(), total?))));
    }
}

fn add_xp(totals: &mut BTreeMap<String, f64>, name: &str, xp: f64) {
    match totals.get_mut(name) {
        Some(total) => *total += xp,
        None => {
            totals.insert(name.to_owned(), xp);
        }
    }
}

/// Returns each name's XP, today and all-time.
pub(super) fn shares(today: &BTreeMap<String, f64>, all: &BTreeMap<String, f64>) -> Vec<Share> {
    let names: BTreeSet<_> = all.keys().chain(today.keys()).collect();
    let share = |name: &String| Share {
        name: name.clone(),
        xp: Xp {
            today: total_of(today, name),
            all: total_of(all, name),
        },
    };
    names.into_iter().map(share).collect()
}

fn total_of(totals: &BTreeMap<String, f64>, name: &str) -> f64 {
    sum(totals.get(name).copied().into_iter())
}
