//! Activity history: sums over closed days, so that only recent days are loaded again.

mod daily_xp;
mod figure;
mod tally;

use std::{collections::BTreeMap, sync::Arc};

use jiff::{Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

pub use self::daily_xp::{DailyXp, XpTable};
use self::tally::{Tally, shares};
use super::{
    Breakdown, DayActivity, Progress, Xp,
    edubridge::{ActivityFigures, Row, SubjectFigures},
    sum,
    user::ActivitySummary,
};

/// Number of closed days that every load includes, because facts may arrive late.
const LATE_DAYS: i64 = 2;

/// Events younger than this are on days that every load includes.
pub(super) const ALWAYS_RELOADED: jiff::SignedDuration =
    jiff::SignedDuration::from_hours(24 * LATE_DAYS);

/// Number of days recent in detail: the week shown and the late days. Older days are recent as one sum.
const KEPT_DAYS: i64 = 7 + LATE_DAYS;

/// Interval of full reloads, because facts may arrive weeks late.
pub(super) const FULL_RELOAD_INTERVAL: jiff::SignedDuration = jiff::SignedDuration::from_hours(6);

/// A student's activity up to one day.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct History {
    /// XP of the days before `days`.
    closed: Tally,
    days: BTreeMap<Date, Record>,
    /// XP of every day.
    daily_xp: Arc<DailyXp>,
    /// The day of the last load.
    last: Date,
    /// When the full history was last loaded.
    fully_loaded_at: Timestamp,
}

/// One day's figures.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Record {
    activity: DayActivity,
    xp: Tally,
}

impl History {
    /// Creates a history from a student's full activity.
    pub fn new(activity: &ActivityFigures, today: Date, now: Timestamp) -> Self {
        let empty = Self {
            closed: Tally::default(),
            days: BTreeMap::new(),
            daily_xp: Arc::default(),
            last: today,
            fully_loaded_at: now,
        };
        empty.updated(activity, Date::MIN, today)
    }

    /// Returns the first day to load again, or `None` for a full reload. `changed` is the earliest day with a known change.
    pub fn reload_from(&self, now: Timestamp, changed: Option<Date>) -> Option<Date> {
        let is_due = now.duration_since(self.fully_loaded_at) >= FULL_RELOAD_INTERVAL;
        let open = self.last.saturating_sub(LATE_DAYS.days());
        let since = changed.map_or(open, |changed| changed.min(open));
        // A day that is not recent in detail is part of the sum and cannot be subtracted from it.
        let is_detailed = since >= self.first_recent_day();
        (!is_due && is_detailed).then_some(since)
    }

    /// Returns the history with its activity from `since` on replaced.
    #[must_use]
    pub fn updated(&self, activity: &ActivityFigures, since: Date, today: Date) -> Self {
        let mut updated = self.clone();
        updated.days.retain(|date, _| *date < since);
        updated.last = today;
        updated.fold_closed_days();
        let recent = updated.first_recent_day();
        updated.closed.add_days(activity, since, recent);
        let days = activity.subjects.since(since.max(recent));
        updated
            .days
            .extend(days.map(|(date, rows)| (date, Record::new(activity, date, rows))));
        updated.daily_xp = Arc::new(self.daily_xp.updated(activity, since));
        updated
    }

    /// Returns totals, and the figures of the last loaded day and its week.
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
            daily_xp: Arc::clone(&self.daily_xp),
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

    /// Returns the first day that is recent in detail.
    fn first_recent_day(&self) -> Date {
        self.last.saturating_sub(KEPT_DAYS.days())
    }

    /// Moves days that need no more detail into the sum of the closed days.
    fn fold_closed_days(&mut self) {
        let recent = self.days.split_off(&self.first_recent_day());
        for record in std::mem::replace(&mut self.days, recent).values() {
            self.closed.add(&record.xp);
        }
    }
}

impl Record {
    /// Creates the record of a day from its figures by subject.
    fn new(activity: &ActivityFigures, date: Date, rows: &[Row<SubjectFigures>]) -> Self {
        let total = |figure: fn(&SubjectFigures) -> f64| {
            sum::sum(rows.iter().map(|row| figure(&row.figures)))
        };
        let day = DayActivity {
            date: date.to_string(),
            xp: total(|of| of.activity_metrics.xp_earned),
            active_minutes: total(|of| of.active_seconds / 60.0),
            total_questions: total(|of| of.activity_metrics.total_questions),
            correct_questions: total(|of| of.activity_metrics.correct_questions),
            mastered_units: total(|of| of.activity_metrics.mastered_units),
        };
        Self {
            activity: day,
            xp: Tally::of_day(activity, date, rows),
        }
    }
}

#[cfg(test)]
mod tests;
