use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::{CourseRef, Problem, field::Field};
use crate::caliper::{ActivityMetrics, Questions};

/// A completed activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    /// The activity's id in the app, such as `fractions-with-like-denominators`.
    pub id: String,
    /// The activity's name, for people.
    pub name: String,
    /// The course it belongs to.
    pub course: CourseRef,
    /// The run's id: generated when the student starts, and shared by all heartbeats of the run.
    pub run_id: Uuid,
    /// When the student finished.
    pub ended_at: Timestamp,
    /// The metrics.
    pub metrics: ActivityMetrics,
    /// Progress in the course's work in this app, 0 to 100.
    pub pct_complete: Option<f64>,
    /// Whether the platform creates an assessment result; `None` means yes.
    pub process: Option<bool>,
}

impl Submission {
    /// Parses the body of `POST /activity/submit`: `{id, name, course: {subject, grade} | {code}, runId, endedAt,
    /// metrics: {xpEarned, totalQuestions?, correctQuestions?, masteredUnits?}, pctComplete?, process?}`. Both counts of
    /// questions or neither are required; `pctComplete` is clamped to 0 to 100; unknown fields are ignored.
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
            ended_at: field("endedAt").instant()?,
            process: field("process").optional(Field::boolean)?,
            pct_complete: field("pctComplete")
                .optional(Field::number)?
                .map(|percent| percent.clamp(0.0, 100.0)),
            metrics: metrics(body)?,
        })
    }
}

fn metrics(body: &Value) -> Result<ActivityMetrics, Problem> {
    let field = |path| Field::at(body, path);
    field("metrics").object()?;
    Ok(ActivityMetrics {
        xp_earned: field("metrics.xpEarned").number()?,
        questions: questions(body)?,
        mastered_units: field("metrics.masteredUnits").optional(Field::count)?,
    })
}

fn questions(body: &Value) -> Result<Option<Questions>, Problem> {
    let total = Field::at(body, "metrics.totalQuestions").optional(Field::count)?;
    let correct = Field::at(body, "metrics.correctQuestions");
    match (total, correct.optional(Field::count)?) {
        (None, None) => Ok(None),
        (Some(total), Some(count)) if count <= total => Ok(Some(Questions {
            total,
            correct: count,
        })),
        (Some(_), Some(_)) => {
            Err(correct.problem("correctQuestions cannot exceed totalQuestions."))
        }
        _ => Err(Field::at(body, "metrics")
            .problem("totalQuestions and correctQuestions must be provided together.")),
    }
}
