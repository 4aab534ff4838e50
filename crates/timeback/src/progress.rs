//! A student's activity of a day and its week.

use serde::{Deserialize, Serialize};

use super::number;

/// A student's activity of one UTC day and the seven days ending on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// The UTC day the figures belong to, `YYYY-MM-DD`.
    pub date: String,
    /// The figures of that day.
    pub today: DayActivity,
    /// The seven days ending on that day, oldest first; a day without activity is there with zeros.
    pub week: Vec<DayActivity>,
}

/// One UTC day's sums over every subject and app.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DayActivity {
    /// The UTC day, `YYYY-MM-DD`.
    pub date: String,
    /// XP earned; may be fractional or negative.
    #[serde(serialize_with = "number::serialize")]
    pub xp: f64,
    /// Minutes of focused learning.
    #[serde(serialize_with = "number::serialize")]
    pub active_minutes: f64,
    /// Questions answered.
    #[serde(serialize_with = "number::serialize")]
    pub total_questions: f64,
    /// Questions answered correctly.
    #[serde(serialize_with = "number::serialize")]
    pub correct_questions: f64,
    /// Units mastered.
    #[serde(serialize_with = "number::serialize")]
    pub mastered_units: f64,
}

impl DayActivity {
    /// Creates a day without activity.
    pub fn none(date: String) -> Self {
        Self {
            date,
            xp: 0.0,
            active_minutes: 0.0,
            total_questions: 0.0,
            correct_questions: 0.0,
            mastered_units: 0.0,
        }
    }

    /// Whether any figure of the day differs from zero.
    pub fn has_activity(&self) -> bool {
        let figures = [
            self.xp,
            self.active_minutes,
            self.total_questions,
            self.correct_questions,
            self.mastered_units,
        ];
        figures.iter().any(|figure| *figure != 0.0)
    }

    /// Returns the percentage of questions answered correctly. `None` without questions.
    pub fn accuracy(&self) -> Option<f64> {
        (self.total_questions > 0.0).then(|| 100.0 * self.correct_questions / self.total_questions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_without_questions_has_no_accuracy() {
        let day = DayActivity::none("2026-03-09".into());
        assert_eq!(day.accuracy(), None);
        assert!(!day.has_activity());
    }

    #[test]
    fn accuracy_is_a_percentage_and_lost_xp_is_activity() {
        let day = DayActivity {
            xp: -3.0,
            total_questions: 20.0,
            correct_questions: 17.0,
            ..DayActivity::none("2026-03-09".into())
        };
        assert_eq!(day.accuracy(), Some(85.0));
        assert!(day.has_activity());
    }
}
