//! Sums over a student's facts, kept so that only the open days are asked for again.

mod tally;

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan, civil::Date};

use self::tally::{Tally, shares};
use super::{
    Breakdown, DayActivity, Progress, Xp,
    edubridge::{Activity, Facts},
    sum,
    user::ActivitySummary,
};

/// Facts of a day may arrive after it is over: so many closed days are asked for again with the open one.
const LATE_DAYS: i64 = 2;

/// What occurred less long ago is of a day that is asked for again anyway.
pub(super) const ASKED_ANYWAY: jiff::SignedDuration =
    jiff::SignedDuration::from_hours(24 * LATE_DAYS);

/// The days kept one by one: the week that is shown, and those asked for again. Older ones are kept as one sum.
const KEPT_DAYS: i64 = 7 + LATE_DAYS;

/// Facts may even arrive weeks later, so the whole history is asked for again every six hours.
pub(super) const WHOLE_EVERY: jiff::SignedDuration = jiff::SignedDuration::from_hours(6);

/// What a student has done up to one day. A few hundred bytes, however long it is.
#[derive(Debug, Clone)]
pub(super) struct History {
    /// XP of the days before those in `days`.
    closed: Tally,
    days: BTreeMap<Date, Record>,
    /// The day it was last asked on.
    last: Date,
    /// When the whole of it was asked for.
    whole_at: Timestamp,
}

/// One day's figures.
#[derive(Debug, Clone)]
struct Record {
    activity: DayActivity,
    xp: Tally,
}

impl History {
    /// All of a student's activity, as answered at `now`, on the day `today`.
    pub fn new(activity: &Activity, today: Date, now: Timestamp) -> Self {
        let mut history = Self {
            closed: Tally::default(),
            days: records(activity),
            last: today,
            whole_at: now,
        };
        history.close();
        history
    }

    /// The first day to ask for again; none when it should be the whole history. `changed` is the earliest day on which
    /// something is known to have changed.
    pub fn open_since(&self, now: Timestamp, changed: Option<Date>) -> Option<Date> {
        let is_due = now.duration_since(self.whole_at) >= WHOLE_EVERY;
        let open = self.last.saturating_sub(LATE_DAYS.days());
        let since = changed.map_or(open, |changed| changed.min(open));
        // A day before those kept one by one is in the sum of the closed days and cannot be taken out of it again.
        let is_kept = since >= self.last.saturating_sub(KEPT_DAYS.days());
        (!is_due && is_kept).then_some(since)
    }

    /// The same history with the activity from `since` on as answered on the day `today`.
    #[must_use]
    pub fn renewed(&self, activity: &Activity, since: Date, today: Date) -> Self {
        let mut renewed = self.clone();
        renewed.days.retain(|date, _| *date < since);
        renewed.days.extend(records(activity).split_off(&since));
        renewed.last = today;
        renewed.close();
        renewed
    }

    /// What it says about the day it was last asked on and the week that leads up to it.
    pub fn summary(&self) -> ActivitySummary {
        let empty = Tally::default();
        let today = self.days.get(&self.last).map_or(&empty, |day| &day.xp);
        let mut all = self.closed.clone();
        for record in self.days.values() {
            all.add(&record.xp);
        }
        ActivitySummary {
            xp: Xp {
                today: sum::sum([today.total].into_iter()),
                all: sum::sum([all.total].into_iter()),
            },
            progress: self.progress(),
            breakdown: Breakdown {
                apps: shares(&today.by_app, &all.by_app),
                subjects: shares(&today.by_subject, &all.by_subject),
            },
        }
    }

    fn progress(&self) -> Progress {
        let days = (0..7).rev().map(|ago| self.last.saturating_sub(ago.days()));
        Progress {
            date: self.last.to_string(),
            today: self.day(self.last),
            week: days.map(|date| self.day(date)).collect(),
        }
    }

    fn day(&self, date: Date) -> DayActivity {
        match self.days.get(&date) {
            Some(record) => record.activity.clone(),
            None => DayActivity::none(date.to_string()),
        }
    }

    /// Adds the days that will not be asked for singly again to the closed ones.
    fn close(&mut self) {
        let kept = self
            .days
            .split_off(&self.last.saturating_sub(KEPT_DAYS.days()));
        for record in std::mem::replace(&mut self.days, kept).values() {
            self.closed.add(&record.xp);
        }
    }
}

fn records(activity: &Activity) -> BTreeMap<Date, Record> {
    let record = |(date, subjects): (&Date, &BTreeMap<String, Facts>)| {
        let record = Record {
            activity: day(*date, subjects),
            xp: Tally::of_day(activity, *date),
        };
        (*date, record)
    };
    activity.facts.iter().map(record).collect()
}

fn day(date: Date, subjects: &BTreeMap<String, Facts>) -> DayActivity {
    let total = |figure: fn(&Facts) -> f64| sum::sum(subjects.values().map(figure));
    DayActivity {
        date: date.to_string(),
        xp: total(|facts| facts.activity_metrics.xp_earned),
        active_minutes: total(|facts| facts.time_spent_metrics.active_seconds / 60.0),
        total_questions: total(|facts| facts.activity_metrics.total_questions),
        correct_questions: total(|facts| facts.activity_metrics.correct_questions),
        mastered_units: total(|facts| facts.activity_metrics.mastered_units),
    }
}

#[cfg(test)]
mod tests;
