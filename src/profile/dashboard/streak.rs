use std::collections::BTreeMap;

use jiff::{
    ToSpan as _,
    civil::{Date, Weekday},
};

use super::DailyGoal;
use crate::ui::monday;
use messages::is_reached;

/// Fewer days than this are no streak.
const SHORTEST: u32 = 2;

/// School days off that a week may have.
const DAYS_OFF_A_WEEK: u32 = 1;

/// Days on which the goal was reached, without a break. Weekends, weeks without any activity, days without a goal and one
/// school day off a week break nothing, and neither does today before it is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Streak {
    /// Number of days on which the goal was reached.
    pub days: u32,
    /// Whether this week has had its school day off.
    pub has_day_off_this_week: bool,
}

/// The streak that leads up to `today`, if there is one. Computed anew from all days: a day whose XP arrive late mends it.
pub fn streak(xp: &BTreeMap<Date, f64>, goal: &DailyGoal, today: Date) -> Option<Streak> {
    let first = *xp.keys().next()?;
    let (mut days, mut days_off, mut week) = (0, 0, monday(today));
    let mut has_day_off_this_week = false;
    let mut date = today;
    while date >= first {
        if monday(date) != week {
            (week, days_off) = (monday(date), 0);
        }
        let goal = goal.on(date);
        let is_goal_reached = goal.is_some_and(|goal| is_reached(xp_on(xp, date), goal));
        if is_goal_reached {
            days += 1;
        } else if date != today && goal.is_some() && is_school_day(date) && is_active_week(xp, week)
        {
            days_off += 1;
            has_day_off_this_week |= week == monday(today);
            if days_off > DAYS_OFF_A_WEEK {
                break;
            }
        }
        date = date.yesterday().ok()?;
    }
    (days >= SHORTEST).then_some(Streak {
        days,
        has_day_off_this_week,
    })
}

fn xp_on(xp: &BTreeMap<Date, f64>, date: Date) -> f64 {
    xp.get(&date).copied().unwrap_or_default()
}

fn is_school_day(date: Date) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Whether there was any activity in the week that begins on this Monday. A week without is a holiday.
fn is_active_week(xp: &BTreeMap<Date, f64>, monday: Date) -> bool {
    let days = monday..monday.saturating_add(7.days());
    xp.range(days).next().is_some()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// Today is Friday, 27 November 2026; the goal is 40 XP.
    const TODAY: Date = date(2026, 11, 27);

    /// The streak of days of November with these XP.
    fn of(days: &[(i8, f64)]) -> Option<Streak> {
        let xp = days.iter().map(|(day, xp)| (date(2026, 11, *day), *xp));
        let goal = DailyGoal::of(Date::MIN..Date::MAX, 40.0);
        streak(&xp.collect(), &goal, TODAY)
    }

    fn days(days: u32) -> Streak {
        Streak {
            days,
            has_day_off_this_week: false,
        }
    }

    #[test]
    fn days_on_which_the_goal_was_reached_count() {
        assert_eq!(
            of(&[(24, 12.0), (25, 40.0), (26, 40.0), (27, 41.0)])
                .unwrap()
                .days,
            3
        );
        assert_eq!(
            of(&[(23, 40.0), (24, 40.0), (25, 40.0), (26, 40.0), (27, 3.0)]),
            Some(days(4))
        );
    }

    #[test]
    fn today_breaks_nothing_before_it_is_over() {
        assert_eq!(
            of(&[(23, 50.0), (24, 50.0), (25, 50.0), (26, 50.0)]),
            Some(days(4))
        );
    }

    #[test]
    fn a_weekend_breaks_nothing_and_may_add() {
        let week = [(23, 40.0), (24, 40.0), (25, 40.0), (26, 40.0)];
        let friday = (20, 40.0);
        assert_eq!(
            of(&[&[(19, 40.0), friday][..], &week].concat()),
            Some(days(6))
        );
        assert_eq!(
            of(&[&[(19, 40.0), friday, (21, 40.0)][..], &week].concat()),
            Some(days(7))
        );
    }

    #[test]
    fn one_school_day_off_a_week_is_forgiven_and_two_are_not() {
        let one = of(&[(23, 40.0), (25, 40.0), (26, 40.0)]);
        assert_eq!(
            one,
            Some(Streak {
                days: 3,
                has_day_off_this_week: true
            })
        );
        assert_eq!(of(&[(23, 40.0), (26, 40.0), (27, 40.0)]).unwrap().days, 2);
    }

    #[test]
    fn a_week_without_activity_is_a_holiday() {
        let before = [(9, 40.0), (10, 40.0), (11, 40.0), (12, 40.0), (13, 40.0)];
        let after = [(23, 40.0), (24, 40.0), (25, 40.0), (26, 40.0)];
        assert_eq!(of(&[&before[..], &after].concat()), Some(days(9)));
    }

    #[test]
    fn a_day_is_no_streak_and_neither_are_days_without_a_goal() {
        assert_eq!(of(&[(26, 40.0)]), None);
        let xp = [(date(2026, 11, 26), 99.0), (TODAY, 99.0)];
        assert_eq!(streak(&xp.into(), &DailyGoal::default(), TODAY), None);
    }
}
