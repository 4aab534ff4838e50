//! What the official SDK's browser clients send and read, written down once more: the types that do the work are the
//! SDK's, which knows no document. The stories hold every answer against this.

#![expect(dead_code, reason = "these types are read by the document alone")]

pub mod activity;

use utoipa::ToSchema;

/// Whether somebody is a Timeback user.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Verification {
    #[schema(example = true)]
    verified: bool,
    /// The user's OneRoster `sourcedId`; left out where there is none.
    #[schema(example = "maya-okafor")]
    timeback_id: Option<String>,
}

/// A student as Timeback knows them. What is not known is left out.
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
    /// The highest of the user's grades: -1 is pre-kindergarten, 0 kindergarten, 13 AP.
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
    /// The app's own code for the course, or the id where the app has none.
    #[schema(example = "MATH-4")]
    code: String,
    #[schema(example = "Mathematics, grade 4")]
    name: String,
}

/// What the student sets out to do each day.
#[expect(clippy::struct_field_names, reason = "the contract's names")]
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
struct Goals {
    #[schema(example = 100, nullable = false)]
    daily_xp: Option<f64>,
    #[schema(example = 4, nullable = false)]
    daily_lessons: Option<f64>,
    #[schema(example = 25, nullable = false)]
    daily_active_minutes: Option<f64>,
    /// In percent.
    #[schema(example = 80, nullable = false)]
    daily_accuracy: Option<f64>,
    #[schema(example = 2, nullable = false)]
    daily_mastered_units: Option<f64>,
}

/// XP over all apps. Fractional and negative sums are real: the platform takes XP back for gaming.
#[derive(ToSchema)]
struct Xp {
    /// Earned on the current UTC day.
    #[schema(example = 45)]
    today: f64,
    /// Earned in all.
    #[schema(example = 12_345.5)]
    all: f64,
}
