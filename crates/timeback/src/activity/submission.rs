use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::{CourseRef, Problem, field::Field};
use crate::caliper::{ActivityMetrics, Questions};

/// An activity that a student completed.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    /// The activity's id in the app, such as `fractions-with-like-denominators`.
    pub id: String,
    /// The activity's name, for people.
    pub name: String,
    /// The course it belongs to.
    pub course: CourseRef,
    /// The run: made by the client when the student began, and the same in every heartbeat until the end.
    pub run_id: Uuid,
    /// When the student was done.
    pub ended_at: Timestamp,
    /// What it was worth.
    pub metrics: ActivityMetrics,
    /// How much of the course's work in this app is done now, 0 to 100.
    pub pct_complete: Option<f64>,
    /// Whether the platform shall make an assessment result of it; it does when nothing is said.
    pub process: Option<bool>,
}

impl Submission {
    /// Reads the body of `POST /activity/submit`: `{id, name, course: {subject, grade} | {code}, runId, endedAt,
    /// metrics: {xpEarned, totalQuestions?, correctQuestions?, masteredUnits?}, pctComplete?, process?}`. Both counts of
    /// questions or neither; a `pctComplete` outside 0 to 100 is moved to the nearer end; unknown fields are ignored.
    ///
    /// # Errors
    /// The first field that is wrong.
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
