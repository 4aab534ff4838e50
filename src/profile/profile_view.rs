//! The JSON keys `enrolled`, `earned`, `all` and `trouble` are older than the fields' names; live events have them too.

use serde::{Deserialize, Serialize};

use crate::error::AppError;
use timeback::{DayActivity, Goals};

/// A student's profile as the pages show it. A part that Timeback could not provide is `None`, never zero.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProfileView {
    /// The student.
    pub student: Student,
    /// The student's courses and goals.
    #[serde(rename = "enrolled")]
    pub enrollments: Option<Enrollments>,
    /// XP, and the daily figures behind it.
    #[serde(rename = "earned")]
    pub activity: Option<Activity>,
    /// When the newest part was fetched from Timeback, in Unix milliseconds. Orders two views of the same student.
    pub fetched_at: i64,
    /// Age of the oldest part in seconds, by the server's clock: a browser's clock may be wrong.
    pub age_seconds: u32,
    /// Why a part is missing or out of date.
    #[serde(rename = "trouble")]
    pub staleness: Option<Staleness>,
}

/// The student a profile belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Student {
    /// The Timeback id.
    pub id: String,
    /// The preferred given and family name.
    pub name: Option<String>,
    /// The school's name.
    pub school: Option<String>,
    /// The grade: -1 is pre-kindergarten, 0 kindergarten, 13 AP.
    pub grade: Option<i8>,
}

/// The student's courses and goals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Enrollments {
    /// The daily goals.
    pub goals: Option<Goals>,
    /// Current courses in the platform's order, followed by those that have not begun and those that have ended.
    pub courses: Vec<CourseCard>,
}

/// A course as its card shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CourseCard {
    /// The title.
    pub name: String,
    /// The app's own course code, if it has one.
    pub code: Option<String>,
    /// The daily XP goal of this course.
    pub daily_xp: Option<f64>,
    /// Whether the course has not begun.
    pub is_upcoming: bool,
    /// Whether the course has ended.
    pub is_over: bool,
}

/// The student's XP and daily figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    /// Today's figures; `None` when the latest figures are from an earlier day.
    pub today: Option<DayActivity>,
    /// Seven days, oldest first, ending today or on the latest day known.
    pub week: Vec<DayActivity>,
    /// All-time XP.
    #[serde(rename = "all")]
    pub total_xp: f64,
}

/// Why a profile is incomplete or out of date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Staleness {
    /// The error of the last request.
    pub reason: AppError,
    /// The time of the stale data, such as `10:42`; `None` if nothing on the page is stale.
    pub as_of: Option<String>,
    /// Whether that was on an earlier day than today.
    #[serde(default)]
    pub is_as_of_yesterday: bool,
}

impl ProfileView {
    /// Today's XP, if known.
    pub fn xp_today(&self) -> Option<f64> {
        Some(self.activity.as_ref()?.today.as_ref()?.xp)
    }

    /// All-time XP, if known.
    pub fn total_xp(&self) -> Option<f64> {
        Some(self.activity.as_ref()?.total_xp)
    }
}
