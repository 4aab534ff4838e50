//! What a day of a course asks for.

use serde_json::{Value, json};

/// Daily goals.
#[derive(Debug, Clone, Copy)]
pub struct Goals {
    /// XP a day.
    pub xp: u32,
    /// Lessons a day.
    pub lessons: u32,
    /// Minutes of activity a day.
    pub active_minutes: u32,
    /// Percent of questions answered correctly.
    pub accuracy: u32,
    /// Units mastered a day.
    pub mastered_units: u32,
}

impl Goals {
    /// What a course asks for that shares the day with others.
    pub const MODEST: Self = Self {
        xp: 20,
        lessons: 1,
        active_minutes: 25,
        accuracy: 80,
        mastered_units: 1,
    };

    /// What the first course of a day asks for.
    pub const AMPLE: Self = Self {
        xp: 40,
        lessons: 3,
        active_minutes: 45,
        accuracy: 80,
        mastered_units: 2,
    };

    /// The goals in the keys of the wire.
    pub fn to_json(self) -> Value {
        json!({
            "dailyXp": self.xp,
            "dailyLessons": self.lessons,
            "dailyActiveMinutes": self.active_minutes,
            "dailyAccuracy": self.accuracy,
            "dailyMasteredUnits": self.mastered_units,
        })
    }
}
