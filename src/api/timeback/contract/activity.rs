use serde::Serialize;
use utoipa::ToSchema;

/// An activity that a student completed.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase", example = json!({
    "id": "fractions-with-like-denominators",
    "name": "Fractions with like denominators",
    "course": { "subject": "Math", "grade": 4 },
    "runId": "0b5f1f4e-8d1e-4a55-9f37-6d0f1f1b2c3d",
    "endedAt": "2026-03-02T15:04:05Z",
    "metrics": { "xpEarned": 12.5, "totalQuestions": 10, "correctQuestions": 9 },
    "pctComplete": 60,
}))]
pub struct Submission {
    /// The activity's id in the app.
    id: String,
    /// The activity's name, for people.
    name: String,
    course: CourseRef,
    /// The run: made by the client when the student began, and the same in every heartbeat until the end.
    #[schema(format = "uuid")]
    run_id: String,
    #[schema(format = "date-time")]
    ended_at: String,
    metrics: Metrics,
    /// How much of the course's work in this app is done now, 0 to 100; what is outside is moved to the nearer end.
    pct_complete: Option<f64>,
    /// Whether the platform shall make an assessment result of it; it does when nothing is said.
    process: Option<bool>,
}

/// The course it belongs to, by its code or by its subject and grade; a code wins.
#[derive(ToSchema)]
struct CourseRef {
    /// Such as `MATH-3`.
    code: Option<String>,
    /// A subject of the platform, such as `Math`.
    subject: Option<String>,
    /// -1 (pre-kindergarten) to 13.
    grade: Option<i8>,
}

/// What it was worth. Both counts of questions or neither.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
struct Metrics {
    xp_earned: f64,
    total_questions: Option<u64>,
    correct_questions: Option<u64>,
    mastered_units: Option<u64>,
}

/// A stretch of time that a student spent on an activity.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase", example = json!({
    "id": "fractions-with-like-denominators",
    "name": "Fractions with like denominators",
    "course": { "subject": "Math", "grade": 4 },
    "runId": "0b5f1f4e-8d1e-4a55-9f37-6d0f1f1b2c3d",
    "startedAt": "2026-03-02T15:03:05Z",
    "endedAt": "2026-03-02T15:04:05Z",
    "elapsedMs": 50_000,
    "pausedMs": 10_000,
}))]
pub struct Heartbeat {
    /// The activity's id in the app.
    id: String,
    /// The activity's name, for people.
    name: String,
    course: CourseRef,
    /// The run, as in the submission that may end it.
    #[schema(format = "uuid")]
    run_id: String,
    /// When the stretch began; no two of a run begin together.
    #[schema(format = "date-time")]
    started_at: String,
    #[schema(format = "date-time")]
    ended_at: String,
    /// How long the student was at work, pauses not counted.
    elapsed_ms: u64,
    paused_ms: u64,
}

/// The heartbeat came before, in the last five minutes.
#[derive(Serialize, ToSchema)]
pub struct Duplicate {
    #[schema(example = true)]
    pub duplicate: bool,
}
