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
    pub fn invent(rhythm: ActivityPattern, index: u32, chance: &mut SeededRng) -> Self {
        match rhythm {
            ActivityPattern::Guessing => Self::guessed(chance),
            ActivityPattern::Fraction => Self::fraction(),
            _ => Self::learned(index, chance),
        }
    }

    /// Focused work: one XP per minute, none below 80 % accuracy, 25 % more at 100 %.
    fn learned(index: u32, chance: &mut SeededRng) -> Self {
        let minutes = chance.within(8, 24);
        let questions = minutes * chance.within(6, 10) / 10;
        // The first task of a day is successful, so that every day of work has XP.
        let percent = if index == 0 {
            chance.within(85, 100)
        } else {
            chance.within(68, 100)
        };
        let correct = (questions * percent).div_ceil(100);
        let xp = match correct * 100 / questions {
            100 => f64::from(minutes) * 1.25,
            80..100 => f64::from(minutes),
            _ => 0.0,
        };
        let inactive_seconds = chance.within(0, 90);
        let waste_seconds = if chance.happens(20) {
            chance.within(5, 60)
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
    fn guessed(chance: &mut SeededRng) -> Self {
        let questions = chance.within(10, 20);
        let penalty = chance.within(2, 5);
        Self {
            minutes: 4,
            questions,
            correct: questions / 4,
            xp: -f64::from(penalty),
            inactive_seconds: 10,
            waste_seconds: chance.within(90, 180),
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
