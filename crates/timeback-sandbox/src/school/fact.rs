//! What was done, as analytics count it: one fact per Caliper event.

use std::sync::Arc;

use jiff::Timestamp;

use super::subject::Subject;

/// One thing that happened: work finished, or time spent.
#[derive(Debug, Clone)]
pub struct Fact {
    /// A number of its own, below 2^53 so that every JSON reader keeps it whole.
    pub id: u64,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When the sensor reported it.
    pub sent_at: Timestamp,
    /// The subject it is counted under.
    pub subject: Subject,
    /// The app it was done in.
    pub app: Arc<str>,
    /// The sourcedId of the course, where the event named one.
    pub course_id: Option<Arc<str>>,
    /// The IRI of the activity.
    pub activity_id: Arc<str>,
    /// The name of the activity.
    pub activity_name: Arc<str>,
    /// The IRI of the sensor.
    pub sensor: Arc<str>,
    /// The figures.
    pub measure: Measure,
}

/// The figures of a fact.
#[derive(Debug, Clone, Copy)]
pub enum Measure {
    /// Of an `ActivityEvent`.
    Activity(ActivityMeasure),
    /// Of a `TimeSpentEvent`.
    TimeSpent(TimeMeasure),
}

/// What finished work was worth.
#[derive(Debug, Clone, Copy, Default)]
pub struct ActivityMeasure {
    /// XP, about minutes of focused learning; may be fractional or negative.
    pub xp: f64,
    /// Questions asked.
    pub total_questions: u64,
    /// Questions answered correctly.
    pub correct_questions: u64,
    /// Units mastered.
    pub mastered_units: u64,
}

/// Seconds spent.
#[derive(Debug, Clone, Copy, Default)]
pub struct TimeMeasure {
    /// At work.
    pub active: f64,
    /// Away.
    pub inactive: f64,
    /// On what does not help.
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
