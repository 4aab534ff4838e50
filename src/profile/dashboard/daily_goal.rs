use std::ops::Range;

use jiff::civil::Date;

use timeback::{Day, EnrolledCourse};

/// The daily XP goal on any day: what the courses that were under way asked for together. The platform keeps no former
/// goals, so each course's present one counts for all its days.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DailyGoal {
    courses: Vec<(Range<Date>, f64)>,
}

impl DailyGoal {
    /// Creates the goal of these courses.
    pub fn new(courses: &[EnrolledCourse], day: &Day) -> Self {
        let taken = courses.iter().filter(|course| !course.is_taught);
        let with_goal = taken.filter_map(|course| {
            let goal = course.goals?.daily_xp.filter(|goal| *goal > 0.0)?;
            Some((course.days(day), goal))
        });
        Self {
            courses: with_goal.collect(),
        }
    }

    /// The goal of a day, above zero; `None` on a day without one.
    pub fn on(&self, date: Date) -> Option<f64> {
        let running = self.courses.iter().filter(|(days, _)| days.contains(&date));
        let goal: f64 = running.map(|(_, goal)| goal).sum();
        (goal > 0.0).then_some(goal)
    }

    /// Creates the goal of one course on these days.
    #[cfg(test)]
    pub fn of(days: Range<Date>, goal: f64) -> Self {
        Self {
            courses: vec![(days, goal)],
        }
    }
}
