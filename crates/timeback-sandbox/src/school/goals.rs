//! Daily goals.

use serde_json::{Value, json};

/// Daily goals.
#[derive(Debug, Clone, Copy)]
pub struct Goals {
    /// XP per day.
    pub xp: u32,
    /// Lessons per day.
    pub lessons: u32,
    /// Active minutes per day.
    pub active_minutes: u32,
    /// Accuracy in percent.
    pub accuracy: u32,
    /// Mastered units per day.
    pub mastered_units: u32,
}

impl Goals {
    /// Goals of a course beside others.
    pub const LOW: Self = Self {
        xp: 20,
        lessons: 1,
        active_minutes: 25,
        accuracy: 80,
        mastered_units: 1,
    };

    /// Goals of a main course.
    pub const HIGH: Self = Self {
        xp: 40,
        lessons: 3,
        active_minutes: 45,
        accuracy: 80,
        mastered_units: 2,
    };

    /// Serializes the goals in wire format.
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
