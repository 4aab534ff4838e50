//! Schemas of the official SDK's requests and responses, for the API document. The types that the server uses belong to
//! `timeback`, which does not depend on utoipa. The tests check every response against these schemas.

#![expect(dead_code, reason = "only the API document uses these types")]

pub mod activity;

use utoipa::ToSchema;

/// Whether the student is a Timeback user.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Verification {
    #[schema(example = true)]
    verified: bool,
    /// The user's OneRoster `sourcedId`; omitted if `verified` is false.
    #[schema(example = "maya-okafor")]
    timeback_id: Option<String>,
}

/// A student's Timeback profile. Unknown fields are omitted.
#[derive(ToSchema)]
#[schema(as = TimebackProfile)]
pub struct Profile {
    /// The user's OneRoster `sourcedId`.
    #[schema(example = "maya-okafor")]
    id: String,
    #[schema(example = "student@example.com")]
    email: String,
    #[schema(example = "Maya Okafor", nullable = false)]
    name: Option<String>,
    #[schema(nullable = false)]
    school: Option<School>,
    /// The user's highest grade: -1 is pre-kindergarten, 0 kindergarten, 13 AP.
    #[schema(example = 4, nullable = false)]
    grade: Option<i8>,
    #[schema(required = false)]
    courses: Vec<Course>,
    #[schema(nullable = false)]
    goals: Option<Goals>,
    xp: Xp,
}

/// The user's primary school.
#[derive(ToSchema)]
struct School {
    id: String,
    #[schema(example = "Northside School")]
    name: String,
}

/// A course the user is enrolled in.
#[derive(ToSchema)]
struct Course {
    id: String,
    /// The app's code for the course, or the course ID if the app has none.
    #[schema(example = "MATH-4")]
    code: String,
    #[schema(example = "Mathematics, grade 4")]
    name: String,
}

/// The student's daily goals.
#[expect(
    clippy::struct_field_names,
    reason = "field names of the SDK's contract"
)]
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
struct Goals {
    #[schema(example = 100, nullable = false)]
    daily_xp: Option<f64>,
    #[schema(example = 4, nullable = false)]
    daily_lessons: Option<f64>,
    #[schema(example = 25, nullable = false)]
    daily_active_minutes: Option<f64>,
    /// Accuracy in percent.
    #[schema(example = 80, nullable = false)]
    daily_accuracy: Option<f64>,
    #[schema(example = 2, nullable = false)]
    daily_mastered_units: Option<f64>,
}

/// XP over all apps. May be fractional, and negative when the platform deducts XP for gaming the system.
#[derive(ToSchema)]
struct Xp {
    /// XP earned today, on the day in the student's own time zone, else in `TIMEBACK_TIME_ZONE` (UTC by default).
    #[schema(example = 45)]
    today: f64,
    /// XP earned in total.
    #[schema(example = 12_345.5)]
    all: f64,
}
