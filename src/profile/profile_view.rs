use serde::{Deserialize, Serialize};

use crate::error::AppError;
use timeback::{DayActivity, Goals};

/// What a page is told about a student. A part that Timeback could not tell is none, never zero.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Who it is about.
    pub student: Student,
    /// The courses and their goals.
    pub enrolled: Option<Enrolled>,
    /// XP and what they were made from.
    pub earned: Option<Earned>,
    /// When Timeback was asked, in Unix milliseconds: tells a newer report from an older one.
    pub fetched_at: i64,
    /// Seconds since Timeback was asked for the oldest part, as the server's clock has it: a browser's clock may be wrong.
    pub age_seconds: u32,
    /// Why a part is missing or not newer.
    pub trouble: Option<Trouble>,
}

/// Who a report is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Student {
    /// The Timeback id.
    pub id: String,
    /// Given and family name, as the student goes by them.
    pub name: Option<String>,
    /// The school's name.
    pub school: Option<String>,
    /// The grade: -1 is pre-kindergarten, 0 kindergarten, 13 AP.
    pub grade: Option<i8>,
}

/// What the student is enrolled in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Enrolled {
    /// What to reach each day.
    pub goals: Option<Goals>,
    /// The courses that are going on, in the platform's order, then those that are over.
    pub courses: Vec<CourseCard>,
}

/// A course as a card shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CourseCard {
    /// The title.
    pub name: String,
    /// The app's own code, where it has one.
    pub code: Option<String>,
    /// XP to earn in it each day, where that is set.
    pub daily_xp: Option<f64>,
    /// Whether it has ended.
    pub is_over: bool,
}

/// What the student did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Earned {
    /// Today's figures; none when the last known ones are of a day that is over.
    pub today: Option<DayActivity>,
    /// Seven days, oldest first, the last of them today or the last one known.
    pub week: Vec<DayActivity>,
    /// XP in all.
    pub all: f64,
}

/// Why a report is not all it could be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trouble {
    /// What keeps Timeback from telling more.
    pub reason: AppError,
    /// Since when, in words such as `10:42`, where something on the page is from then.
    pub as_of: Option<String>,
}

impl Report {
    /// XP of today, where they are known.
    pub fn xp_today(&self) -> Option<f64> {
        Some(self.earned.as_ref()?.today.as_ref()?.xp)
    }

    /// XP in all, where they are known.
    pub fn xp_in_all(&self) -> Option<f64> {
        Some(self.earned.as_ref()?.all)
    }
}
