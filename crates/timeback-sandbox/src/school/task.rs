//! Generated tasks with consistent metrics.

use super::fact::{ActivityMeasure, TimeMeasure};
use super::person::ActivityPattern;
use super::seeded_rng::SeededRng;

/// A task.
#[derive(Debug, Clone, Copy)]
pub struct Task {
    /// Duration.
    pub minutes: u32,
    questions: u32,
    correct: u32,
    xp: f64,
    inactive_seconds: u32,
    waste_seconds: u32,
}

impl Task {
    /// Generates the `index`th task of a day.
    pub fn generate(activity_pattern: ActivityPattern, index: u32, rng: &mut SeededRng) -> Self {
        match activity_pattern {
            ActivityPattern::Guessing => Self::guessed(rng),
            ActivityPattern::Fraction => Self::fraction(),
            _ => Self::learned(index, rng),
        }
    }

    /// Focused work: one XP per minute, none below 80 % accuracy, 25 % more at 100 %.
    fn learned(index: u32, rng: &mut SeededRng) -> Self {
        let minutes = rng.random_range(8, 24);
        let questions = minutes * rng.random_range(6, 10) / 10;
        // The first task of a day is successful, so that every day of work has XP.
        let percent = if index == 0 {
            rng.random_range(85, 100)
        } else {
            rng.random_range(68, 100)
        };
        let correct = (questions * percent).div_ceil(100);
        let xp = match correct * 100 / questions {
            100 => f64::from(minutes) * 1.25,
            80..100 => f64::from(minutes),
            _ => 0.0,
        };
        let inactive_seconds = rng.random_range(0, 90);
        let waste_seconds = if rng.random_percent(20) {
            rng.random_range(5, 60)
        } else {
            0
        };
        Self {
            minutes,
            questions,
            correct,
            xp,
            inactive_seconds,
            waste_seconds,
        }
    }

    /// Guesses: too fast, with negative XP.
    fn guessed(rng: &mut SeededRng) -> Self {
        let questions = rng.random_range(10, 20);
        let penalty = rng.random_range(2, 5);
        Self {
            minutes: 4,
            questions,
            correct: questions / 4,
            xp: -f64::from(penalty),
            inactive_seconds: 10,
            waste_seconds: rng.random_range(90, 180),
        }
    }

    /// 12.5 XP: ten minutes at 100 % accuracy.
    fn fraction() -> Self {
        Self {
            minutes: 10,
            questions: 8,
            correct: 8,
            xp: 12.5,
            inactive_seconds: 0,
            waste_seconds: 0,
        }
    }

    /// Returns the metrics; a unit is mastered at 90 % accuracy.
    pub fn activity(&self) -> ActivityMeasure {
        ActivityMeasure {
            xp: self.xp,
            total_questions: u64::from(self.questions),
            correct_questions: u64::from(self.correct),
            mastered_units: u64::from(self.correct * 10 >= self.questions * 9),
        }
    }

    /// Returns the time spent; the three values add up to the duration.
    pub fn time(&self) -> TimeMeasure {
        let active = self.minutes * 60 - self.inactive_seconds - self.waste_seconds;
        TimeMeasure {
            active: f64::from(active),
            inactive: f64::from(self.inactive_seconds),
            waste: f64::from(self.waste_seconds),
        }
    }
}
