use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::{CourseRef, Problem, field::Field};

/// A period of time that a student spent on an activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heartbeat {
    /// The activity's id in the app.
    pub id: String,
    /// The activity's name, for people.
    pub name: String,
    /// The course it belongs to.
    pub course: CourseRef,
    /// The run's id, as in the [`Submission`](super::Submission) that completes it.
    pub run_id: Uuid,
    /// Start of the period, unique within a run.
    pub started_at: Timestamp,
    /// End of the period.
    pub ended_at: Timestamp,
    /// Active time, without pauses.
    pub elapsed: Duration,
    /// Paused time.
    pub paused: Duration,
}

impl Heartbeat {
    /// Parses the body of `POST /activity/heartbeat`: `{id, name, course, runId, startedAt, endedAt, elapsedMs,
    /// pausedMs}`, the last two in whole milliseconds; unknown fields are ignored.
    ///
    /// # Errors
    /// Returns [`Problem`] for the first invalid field.
    pub fn parse(body: &Value) -> Result<Self, Problem> {
        let field = |path| Field::at(body, path);
        Ok(Self {
            id: field("id").text()?.to_owned(),
            name: field("name").text()?.to_owned(),
            course: CourseRef::parse(body)?,
            run_id: field("runId").uuid()?,
            started_at: field("startedAt").instant()?,
            ended_at: field("endedAt").instant()?,
            elapsed: Duration::from_millis(field("elapsedMs").count()?),
            paused: Duration::from_millis(field("pausedMs").count()?),
        })
    }
}
