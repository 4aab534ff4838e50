//! Sums over a student's facts.

use jiff::{ToSpan, civil::Date};

use super::{
    DayActivity, Progress, Xp,
    edubridge::{Activity, Facts},
    sum,
};

/// XP of `today` and of every day there is.
pub(super) fn xp(activity: &Activity, today: Date) -> Xp {
    Xp {
        today: day(activity, today).xp,
        all: sum(
            activity.facts.values().flat_map(|day| day.values()),
            |facts| facts.activity_metrics.xp_earned,
        ),
    }
}

/// The figures of `today` and of the seven days it ends.
pub(super) fn progress(activity: &Activity, today: Date) -> Progress {
    let days = (0..7).rev().map(|ago| today.saturating_sub(ago.days()));
    Progress {
        date: today.to_string(),
        today: day(activity, today),
        week: days.map(|date| day(activity, date)).collect(),
    }
}

fn day(activity: &Activity, date: Date) -> DayActivity {
    let total = |figure: fn(&Facts) -> f64| match activity.facts.get(&date) {
        Some(subjects) => sum(subjects.values(), figure),
        None => 0.0,
    };
    DayActivity {
        date: date.to_string(),
        xp: total(|facts| facts.activity_metrics.xp_earned),
        active_minutes: total(|facts| facts.time_spent_metrics.active_seconds / 60.0),
        total_questions: total(|facts| facts.activity_metrics.total_questions),
        correct_questions: total(|facts| facts.activity_metrics.correct_questions),
        mastered_units: total(|facts| facts.activity_metrics.mastered_units),
    }
}

/// Adds up in the order of days and subjects.
fn sum<'a>(facts: impl Iterator<Item = &'a Facts>, figure: impl Fn(&Facts) -> f64) -> f64 {
    sum::sum(facts.map(figure))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::{Value, json};

    use super::*;

    fn facts(xp: f64) -> Value {
        json!({
            "activityMetrics": { "xpEarned": xp, "totalQuestions": 10, "correctQuestions": 9, "masteredUnits": null },
            "timeSpentMetrics": { "activeSeconds": 90, "inactiveSeconds": 0, "wasteSeconds": 0 },
            "apps": ["Alpha"]
        })
    }

    fn activity(facts: Value) -> Activity {
        serde_json::from_value(json!({ "message": "ok", "facts": facts, "factsByApp": {} }))
            .unwrap()
    }

    #[test]
    fn xp_adds_every_subject_of_the_day_and_every_day() {
        let activity = activity(json!({
            "2026-03-09": { "Math": facts(27.0) },
            "2026-03-10": { "Math": facts(10.0), "Reading": facts(2.5) },
        }));
        assert_eq!(
            xp(&activity, date(2026, 3, 10)),
            Xp {
                today: 12.5,
                all: 39.5
            }
        );
    }

    #[test]
    fn a_day_without_facts_has_no_xp() {
        let activity = activity(json!({ "2026-03-09": { "Math": facts(27.0) } }));
        assert_eq!(
            xp(&activity, date(2026, 3, 10)),
            Xp {
                today: 0.0,
                all: 27.0
            }
        );
    }

    #[test]
    fn xp_taken_back_makes_a_negative_day() {
        let activity =
            activity(json!({ "2026-03-10": { "Math": facts(-4.5), "Science": facts(1.0) } }));
        assert_eq!(
            xp(&activity, date(2026, 3, 10)),
            Xp {
                today: -3.5,
                all: -3.5
            }
        );
    }

    #[test]
    fn many_tenths_add_up_to_a_clean_number() {
        let subjects: serde_json::Map<_, _> = (0..30)
            .map(|n| (format!("Subject {n:02}"), facts(0.1)))
            .collect();
        let activity = activity(json!({ "2026-03-10": subjects }));
        assert_eq!(
            xp(&activity, date(2026, 3, 10)),
            Xp {
                today: 3.0,
                all: 3.0
            }
        );
    }

    #[test]
    fn a_sum_of_nothing_is_zero_and_not_minus_zero() {
        let activity = activity(json!({ "2026-03-10": { "Math": facts(-0.0) } }));
        assert!(xp(&activity, date(2026, 3, 10)).all.is_sign_positive());
    }

    #[test]
    fn the_week_has_seven_days_oldest_first_and_crosses_months() {
        let activity = activity(json!({
            "2026-02-24": { "Math": facts(5.0) },
            "2026-02-28": { "Math": facts(7.0), "Reading": facts(1.0) },
        }));
        let progress = progress(&activity, date(2026, 3, 3));
        let dates: Vec<_> = progress.week.iter().map(|day| &day.date[5..]).collect();
        assert_eq!(
            dates,
            [
                "02-25", "02-26", "02-27", "02-28", "03-01", "03-02", "03-03"
            ]
        );
        assert!(!progress.week[0].has_activity());
        let last_of_february = DayActivity {
            date: "2026-02-28".into(),
            xp: 8.0,
            active_minutes: 3.0,
            total_questions: 20.0,
            correct_questions: 18.0,
            mastered_units: 0.0,
        };
        assert_eq!(progress.week[3], last_of_february);
        assert_eq!(progress.today, progress.week[6]);
    }
}
