//! A row of the weekly facts: one event of a student.

use std::fmt;

use jiff::{Timestamp, civil::Date};
use serde::Deserialize;

use super::{ActivityMetrics, TimeSpentMetrics, open_enum::open_enum};
use crate::lenient::{day, id, instant, optional_instant, optional_number, optional_text};

open_enum! {
    /// Type of an event.
    EventType {
        /// XP and questions of a task.
        Activity = "ActivityEvent",
        /// Time spent on a task.
        TimeSpent = "TimeSpentEvent",
    }
}

/// One event. A task has two rows, an [`Activity`](EventType::Activity) and a [`TimeSpent`](EventType::TimeSpent); the
/// sums of [`Week`](super::Week) count each task once.
///
/// The wire's `year`, `month`, `day` and `dayOfWeek` repeat the date and are not decoded.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FactRow {
    /// The row's id.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// The type of the event. Rows of other types are in no sum.
    #[serde(default)]
    pub event_type: Option<EventType>,
    /// The date in the requested time zone.
    #[serde(deserialize_with = "day")]
    pub date: Date,
    /// When the event occurred.
    #[serde(deserialize_with = "instant")]
    pub datetime: Timestamp,
    /// The student's e-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// The student's user name.
    #[serde(default)]
    pub username: Option<String>,
    /// The student's OneRoster `sourcedId`.
    #[serde(default, deserialize_with = "optional_text")]
    pub user_id: Option<String>,
    /// The student's given name.
    #[serde(default)]
    pub user_given_name: Option<String>,
    /// The student's family name.
    #[serde(default)]
    pub user_family_name: Option<String>,
    /// The student's grade: `-1` is pre-kindergarten, `0` kindergarten, `13` AP.
    #[serde(default, deserialize_with = "optional_text")]
    pub user_grade: Option<String>,
    /// The level in the platform's own scheme.
    #[serde(default, deserialize_with = "optional_text")]
    pub alpha_level: Option<String>,
    /// The subject, such as `Math`.
    pub subject: Option<String>,
    /// The app.
    pub app: Option<String>,
    /// The course's `sourcedId`.
    #[serde(default, deserialize_with = "optional_text")]
    pub course_id: Option<String>,
    /// The course's title.
    #[serde(default)]
    pub course_name: Option<String>,
    /// The school's `sourcedId`.
    #[serde(default, deserialize_with = "optional_text")]
    pub campus_id: Option<String>,
    /// The school's name.
    #[serde(default)]
    pub campus_name: Option<String>,
    /// The enrollment's `sourcedId`.
    #[serde(default, deserialize_with = "optional_text")]
    pub enrollment_id: Option<String>,
    /// The task's id, which both rows of a task share.
    #[serde(default, deserialize_with = "optional_text")]
    pub activity_id: Option<String>,
    /// The task's name.
    #[serde(default)]
    pub activity_name: Option<String>,
    /// XP; may be fractional or negative.
    #[serde(default, deserialize_with = "optional_number")]
    pub xp_earned: Option<f64>,
    /// Questions answered.
    #[serde(deserialize_with = "optional_number")]
    pub total_questions: Option<f64>,
    /// Questions answered correctly.
    #[serde(deserialize_with = "optional_number")]
    pub correct_questions: Option<f64>,
    /// Units mastered.
    #[serde(deserialize_with = "optional_number")]
    pub mastered_units: Option<f64>,
    /// Seconds of focused learning.
    #[serde(deserialize_with = "optional_number")]
    pub active_seconds: Option<f64>,
    /// Inactive seconds.
    #[serde(deserialize_with = "optional_number")]
    pub inactive_seconds: Option<f64>,
    /// Wasted seconds.
    #[serde(deserialize_with = "optional_number")]
    pub waste_seconds: Option<f64>,
    /// The platform's pipeline that produced the row.
    #[serde(default)]
    pub source: Option<String>,
    /// The sensor that reported the event.
    #[serde(default)]
    pub sensor: Option<String>,
    /// When the row was created.
    #[serde(default, deserialize_with = "optional_instant")]
    pub generated_at: Option<Timestamp>,
    /// When the sensor reported the event.
    #[serde(default, deserialize_with = "optional_instant")]
    pub send_time: Option<Timestamp>,
}

/// Shows the row's id and type only: names and e-mail addresses must not be logged.
impl fmt::Debug for FactRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FactRow")
            .field("id", &self.id)
            .field("event_type", &self.event_type)
            .finish_non_exhaustive()
    }
}

impl FactRow {
    /// Returns the XP and question metrics. `None` for rows of another type.
    pub fn activity_metrics(&self) -> Option<ActivityMetrics> {
        (self.event_type == Some(EventType::Activity)).then(|| ActivityMetrics {
            xp_earned: self.xp_earned.unwrap_or_default(),
            total_questions: self.total_questions.unwrap_or_default(),
            correct_questions: self.correct_questions.unwrap_or_default(),
            mastered_units: self.mastered_units.unwrap_or_default(),
        })
    }

    /// Returns the time metrics. `None` for rows of another type.
    pub fn time_spent_metrics(&self) -> Option<TimeSpentMetrics> {
        (self.event_type == Some(EventType::TimeSpent)).then(|| TimeSpentMetrics {
            active_seconds: self.active_seconds.unwrap_or_default(),
            inactive_seconds: self.inactive_seconds.unwrap_or_default(),
            waste_seconds: self.waste_seconds.unwrap_or_default(),
        })
    }
}
