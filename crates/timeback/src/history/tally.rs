//! XP totals by subject and app.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Share, Xp, edubridge::Activity, sum::sum};

/// XP: total, by subject and by app.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Tally {
    pub total: f64,
    pub by_subject: BTreeMap<String, f64>,
    pub by_app: BTreeMap<String, f64>,
}

impl Tally {
    /// Returns the XP of one day.
    pub fn of_day(activity: &Activity, date: Date) -> Self {
        let mut tally = Self::default();
        for (subject, facts) in activity.facts.get(&date).into_iter().flatten() {
            let xp = facts.activity_metrics.xp_earned;
            tally.total += xp;
            add_xp(&mut tally.by_subject, subject, xp);
        }
        let of_apps = activity.facts_by_app.get(&date).into_iter().flatten();
        for (app, facts) in of_apps.flat_map(|(_, apps)| apps) {
            add_xp(&mut tally.by_app, app, facts.activity_metrics.xp_earned);
        }
        tally
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
