//! The user profile, as returned by `/user/me` and the profile hook.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::number;

/// Profile of a Timeback user. Serializes like the official SDK's: camelCase, absent fields omitted.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TimebackProfile {
    /// The user's OneRoster `sourcedId`.
    pub id: String,
    /// The record's e-mail address, or the one looked up if the record has none.
    pub email: String,
    /// Given and family name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The user's primary school.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school: Option<School>,
    /// The highest of the user's grades: -1 is pre-kindergarten, 0 kindergarten, 13 AP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<i8>,
    /// Every course the user is enrolled in, in the platform's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub courses: Vec<Course>,
    /// Daily goals; absent when none is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goals: Option<Goals>,
    /// XP over all apps.
    pub xp: Xp,
}

/// Shows the id only: e-mail addresses must not be logged.
impl fmt::Debug for TimebackProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TimebackProfile")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// A school the user belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct School {
    /// The organisation's `sourcedId`.
    pub id: String,
    /// The name, or the id if the platform sends none.
    pub name: String,
}

/// A course the user is enrolled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// The course's `sourcedId`.
    pub id: String,
    /// The app's own course code, or the id if the app defines none.
    pub code: String,
    /// The course's title.
    pub name: String,
}

/// Daily goals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Goals {
    /// XP to earn.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "number::serialize_option"
    )]
    pub daily_xp: Option<f64>,
    /// Lessons to complete.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "number::serialize_option"
    )]
    pub daily_lessons: Option<f64>,
    /// Minutes of focused learning.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "number::serialize_option"
    )]
    pub daily_active_minutes: Option<f64>,
    /// Accuracy in percent.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "number::serialize_option"
    )]
    pub daily_accuracy: Option<f64>,
    /// Units to master.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "number::serialize_option"
    )]
    pub daily_mastered_units: Option<f64>,
}

impl Goals {
    /// Whether there is something to do: a goal of nothing is none.
    pub fn has_any(&self) -> bool {
        let goals = [
            self.daily_xp,
            self.daily_lessons,
            self.daily_active_minutes,
            self.daily_accuracy,
            self.daily_mastered_units,
        ];
        goals.into_iter().flatten().any(|goal| goal > 0.0)
    }

    /// Both goals together: amounts are added, and of two accuracies the higher one counts.
    #[cfg(feature = "client")]
    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        let both =
            |one: Option<f64>, other: Option<f64>, join: fn(f64, f64) -> f64| match (one, other) {
                (Some(one), Some(other)) => Some(join(one, other)),
                (goal, None) | (None, goal) => goal,
            };
        let sum = |one, other| both(one, other, |one, other| one + other);
        Self {
            daily_xp: sum(self.daily_xp, other.daily_xp),
            daily_lessons: sum(self.daily_lessons, other.daily_lessons),
            daily_active_minutes: sum(self.daily_active_minutes, other.daily_active_minutes),
            daily_accuracy: both(self.daily_accuracy, other.daily_accuracy, f64::max),
            daily_mastered_units: sum(self.daily_mastered_units, other.daily_mastered_units),
        }
    }
}

/// XP totals. May be fractional, or negative because the platform revokes XP for gaming.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Xp {
    /// Earned on the current UTC day.
    #[serde(serialize_with = "number::serialize")]
    pub today: f64,
    /// Earned since 2000-01-01.
    #[serde(serialize_with = "number::serialize")]
    pub all: f64,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn newcomer() -> TimebackProfile {
        TimebackProfile {
            id: "tb_1".into(),
            email: "new.student@example.com".into(),
            name: None,
            school: None,
            grade: None,
            courses: Vec::new(),
            goals: None,
            xp: Xp {
                today: 0.0,
                all: 12.0,
            },
        }
    }

    #[test]
    fn absent_fields_are_left_out_and_whole_numbers_have_no_fraction() {
        let json = serde_json::to_string(&newcomer()).unwrap();
        assert_eq!(
            json,
            r#"{"id":"tb_1","email":"new.student@example.com","xp":{"today":0,"all":12}}"#
        );
        assert_eq!(
            serde_json::from_str::<TimebackProfile>(&json).unwrap(),
            newcomer()
        );
    }

    #[test]
    fn fractional_and_negative_numbers_are_kept() {
        let goals = Goals {
            daily_xp: Some(12.5),
            daily_accuracy: Some(80.0),
            ..Goals::default()
        };
        let profile = TimebackProfile {
            goals: Some(goals),
            xp: Xp {
                today: -2.5,
                all: 39.5,
            },
            ..newcomer()
        };
        let json = serde_json::to_value(&profile).unwrap();
        assert_eq!(
            json["goals"],
            json!({ "dailyXp": 12.5, "dailyAccuracy": 80 })
        );
        assert_eq!(json["xp"], json!({ "today": -2.5, "all": 39.5 }));
    }

    #[test]
    fn kindergarten_is_a_grade() {
        let profile = TimebackProfile {
            grade: Some(0),
            ..newcomer()
        };
        assert_eq!(serde_json::to_value(&profile).unwrap()["grade"], 0);
    }

    #[test]
    fn debugging_a_profile_shows_no_address() {
        assert!(!format!("{:?}", newcomer()).contains('@'));
    }
}
