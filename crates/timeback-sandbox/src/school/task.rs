//! One invented piece of work whose figures agree with each other.

use super::fact::{ActivityMeasure, TimeMeasure};
use super::person::ActivityPattern;
use super::seeded_rng::SeededRng;

/// A task, told by the minutes it took and the questions it asked.
#[derive(Debug, Clone, Copy)]
pub struct Task {
    /// From its beginning to its end.
    pub minutes: u32,
    questions: u32,
    correct: u32,
    xp: f64,
    inactive_seconds: u32,
    waste_seconds: u32,
}

impl Task {
    /// The `index`th task of a day, in the manner of `rhythm`.
    pub fn invent(rhythm: ActivityPattern, index: u32, chance: &mut SeededRng) -> Self {
        match rhythm {
            ActivityPattern::Guessing => Self::guessed(chance),
            ActivityPattern::Fraction => Self::fraction(),
            _ => Self::learned(index, chance),
        }
    }

    /// Focused work: a minute is one XP, nothing below 80 % correct, a quarter more when all is.
    fn learned(index: u32, chance: &mut SeededRng) -> Self {
        let minutes = chance.within(8, 24);
        let questions = minutes * chance.within(6, 10) / 10;
        // The first task of a day goes well, so that a day of work is never worth nothing.
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

    /// Answers given faster than they can be read: XP is taken away.
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

    /// 12.5 XP: ten minutes, everything correct.
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

    /// What the finished work was worth; a unit is mastered at 90 % correct.
    pub fn activity(&self) -> ActivityMeasure {
        ActivityMeasure {
            xp: self.xp,
            total_questions: u64::from(self.questions),
            correct_questions: u64::from(self.correct),
            mastered_units: u64::from(self.correct * 10 >= self.questions * 9),
        }
    }

    /// How its time was spent; the three add up to the minutes.
    pub fn time(&self) -> TimeMeasure {
        let active = self.minutes * 60 - self.inactive_seconds - self.waste_seconds;
        TimeMeasure {
            active: f64::from(active),
            inactive: f64::from(self.inactive_seconds),
            waste: f64::from(self.waste_seconds),
        }
    }
}
