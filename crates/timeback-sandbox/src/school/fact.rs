//! Facts: the records that analytics sum, one per Caliper event.

use std::sync::Arc;

use jiff::Timestamp;

use super::subject::Subject;

/// A fact: completed work, or time spent.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Unique number below 2^53, which JSON parsers represent exactly.
    pub id: u64,
    /// When it occurred.
    pub occurred_at: Timestamp,
    /// When the sensor reported it.
    pub sent_at: Timestamp,
    /// The subject.
    pub subject: Subject,
    /// The app.
    pub app: Arc<str>,
    /// The sourcedId of the course, if known.
    pub course_id: Option<Arc<str>>,
    /// The IRI of the activity.
    pub activity_id: Arc<str>,
    /// The name of the activity.
    pub activity_name: Arc<str>,
    /// The IRI of the sensor.
    pub sensor: Arc<str>,
    /// The metrics.
    pub measure: Measure,
}

/// The metrics of a fact.
#[derive(Debug, Clone, Copy)]
pub enum Measure {
    /// Of an `ActivityEvent`.
    Activity(ActivityMeasure),
    /// Of a `TimeSpentEvent`.
    TimeSpent(TimeMeasure),
}

/// Metrics of completed work.
#[derive(Debug, Clone, Copy, Default)]
pub struct ActivityMeasure {
    /// XP, about one per minute of focused learning; may be fractional or negative.
    pub xp: f64,
    /// Number of questions.
    pub total_questions: u64,
    /// Number of correct answers.
    pub correct_questions: u64,
    /// Number of mastered units.
    pub mastered_units: u64,
}

/// Seconds spent.
#[derive(Debug, Clone, Copy, Default)]
pub struct TimeMeasure {
    /// Active.
    pub active: f64,
    /// Inactive.
    pub inactive: f64,
    /// Wasted.
    pub waste: f64,
}

impl std::ops::AddAssign for ActivityMeasure {
    fn add_assign(&mut self, other: Self) {
        self.xp += other.xp;
        self.total_questions += other.total_questions;
        self.correct_questions += other.correct_questions;
        self.mastered_units += other.mastered_units;
    }
}

impl std::ops::AddAssign for TimeMeasure {
    fn add_assign(&mut self, other: Self) {
        self.active += other.active;
        self.inactive += other.inactive;
        self.waste += other.waste;
    }
}
