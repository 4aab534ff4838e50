//! Activity analytics: a student's facts by day and subject.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::{EduBridge, Period, Student, facts_by_app};
use crate::{
    Error, Service,
    lenient::{LenientDecode, number_or_zero, or_empty, texts},
    sum::sum,
    transport::{LARGE_BODY_LIMIT, Operation, Request},
};

const ACTIVITY: &str = "/edubridge/analytics/activity";
const ENROLLMENT: &str = "/edubridge/analytics/enrollment/{enrollmentId}";

/// Facts by day and subject.
pub type FactsByDay = BTreeMap<Date, BTreeMap<String, Facts>>;

/// Facts by day, subject and app.
pub type FactsByDayAndApp = BTreeMap<Date, BTreeMap<String, BTreeMap<String, Facts>>>;

/// A student's activity facts. Days are in the requested time zone; days without activity are absent.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    /// Facts by day and subject, over all apps.
    pub facts: FactsByDay,
    /// Facts by day, subject and app; empty if the platform does not send them.
    #[serde(default, deserialize_with = "facts_by_app::deserialize")]
    pub facts_by_app: FactsByDayAndApp,
}

impl Activity {
    /// Returns the sum of the XP and question metrics over all days, subjects and apps.
    pub fn activity_metrics(&self) -> ActivityMetrics {
        let metrics = || self.all().map(|facts| &facts.activity_metrics);
        ActivityMetrics::total(metrics)
    }

    /// Returns the sum of the time metrics over all days, subjects and apps.
    pub fn time_spent_metrics(&self) -> TimeSpentMetrics {
        let metrics = || self.all().map(|facts| &facts.time_spent_metrics);
        TimeSpentMetrics::total(metrics)
    }

    fn all(&self) -> impl Iterator<Item = &Facts> {
        self.facts.values().flat_map(BTreeMap::values)
    }
}

/// One day's facts in one subject. XP is required: a total without it would be wrong.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// XP and question metrics.
    #[serde(deserialize_with = "or_empty")]
    pub activity_metrics: ActivityMetrics,
    /// Time metrics.
    #[serde(default, deserialize_with = "or_empty")]
    pub time_spent_metrics: TimeSpentMetrics,
    /// The names of the apps; empty if the platform does not send them.
    #[serde(default, deserialize_with = "texts")]
    pub apps: Vec<String>,
}

/// XP and question metrics.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ActivityMetrics {
    /// XP; may be fractional or negative.
    #[serde(deserialize_with = "number_or_zero")]
    pub xp_earned: f64,
    /// Questions answered.
    #[serde(default, deserialize_with = "number_or_zero")]
    pub total_questions: f64,
    /// Questions answered correctly.
    #[serde(default, deserialize_with = "number_or_zero")]
    pub correct_questions: f64,
    /// Units mastered.
    #[serde(default, deserialize_with = "number_or_zero")]
    pub mastered_units: f64,
}

impl ActivityMetrics {
    pub(super) fn total<'m, I: Iterator<Item = &'m Self>>(all: impl Fn() -> I) -> Self {
        let total = |figure: fn(&Self) -> f64| sum(all().map(figure));
        Self {
            xp_earned: total(|metrics| metrics.xp_earned),
            total_questions: total(|metrics| metrics.total_questions),
            correct_questions: total(|metrics| metrics.correct_questions),
            mastered_units: total(|metrics| metrics.mastered_units),
        }
    }

    /// Returns the percentage of questions answered correctly. `None` without questions.
    pub fn accuracy(&self) -> Option<f64> {
        (self.total_questions > 0.0).then(|| 100.0 * self.correct_questions / self.total_questions)
    }
}

/// Time metrics, in seconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TimeSpentMetrics {
    /// Seconds of focused learning.
    #[serde(default, deserialize_with = "number_or_zero")]
    pub active_seconds: f64,
    /// Inactive seconds.
    #[serde(default, deserialize_with = "number_or_zero")]
    pub inactive_seconds: f64,
    /// Wasted seconds.
    #[serde(default, deserialize_with = "number_or_zero")]
    pub waste_seconds: f64,
}

impl TimeSpentMetrics {
    pub(super) fn total<'m, I: Iterator<Item = &'m Self>>(all: impl Fn() -> I) -> Self {
        let total = |figure: fn(&Self) -> f64| sum(all().map(figure));
        Self {
            active_seconds: total(|metrics| metrics.active_seconds),
            inactive_seconds: total(|metrics| metrics.inactive_seconds),
            waste_seconds: total(|metrics| metrics.waste_seconds),
        }
    }
}

impl EduBridge<'_> {
    /// Returns the student's activity in the period, in all apps: `GET /analytics/activity`.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails, with status 404 for an unknown student.
    pub async fn get_activity(
        self,
        student: Student<'_>,
        period: &Period,
    ) -> Result<Activity, Error> {
        get_activity(self.operation(), student, period).await
    }

    /// Returns the activity in the course of one enrollment: `GET /analytics/enrollment/{enrollmentId}`. Without a
    /// period, all-time activity by UTC days.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails, with status 404 for an unknown enrollment.
    pub async fn get_enrollment_activity(
        self,
        enrollment_id: &str,
        period: Option<&Period>,
    ) -> Result<Activity, Error> {
        get_enrollment_activity(self.operation(), enrollment_id, period).await
    }
}

/// [`EduBridge::get_activity`] within an operation, decoded as [`Activity`] or as its figures.
pub(crate) async fn get_activity<T: LenientDecode>(
    operation: Operation<'_>,
    student: Student<'_>,
    period: &Period,
) -> Result<T, Error> {
    let request = Request::get(Service::EduBridge, ACTIVITY).body_limit(LARGE_BODY_LIMIT);
    let request = period
        .add_to(request)
        .and_then(|request| student.add_to(request))
        .and_then(|request| period.add_zone(request))
        .map_err(|failure| failure.of(Service::EduBridge))?;
    operation.fetch(request).await
}

/// [`EduBridge::get_enrollment_activity`] within an operation, decoded as [`Activity`] or as its figures.
pub(crate) async fn get_enrollment_activity<T: LenientDecode>(
    operation: Operation<'_>,
    enrollment_id: &str,
    period: Option<&Period>,
) -> Result<T, Error> {
    let request = Request::get(Service::EduBridge, ENROLLMENT)
        .id(enrollment_id)
        .body_limit(LARGE_BODY_LIMIT);
    let request = match period {
        Some(period) => period
            .add_to(request)
            .and_then(|request| period.add_zone(request)),
        None => Ok(request),
    };
    let request = request.map_err(|failure| failure.of(Service::EduBridge))?;
    operation.fetch(request).await
}
