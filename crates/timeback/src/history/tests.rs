use jiff::civil::date;
use serde_json::{Value, json};

use super::*;
use crate::Share;

mod tree;

fn facts(xp: f64) -> Value {
    json!({
        "activityMetrics": { "xpEarned": xp, "totalQuestions": 10, "correctQuestions": 9, "masteredUnits": null },
        "timeSpentMetrics": { "activeSeconds": 90, "inactiveSeconds": 0, "wasteSeconds": 0 },
        "apps": ["Alpha"]
    })
}

fn activity(facts: Value) -> ActivityFigures {
    serde_json::from_value(json!({ "message": "ok", "facts": facts, "factsByApp": {} })).unwrap()
}

fn xp(activity: &ActivityFigures, today: Date) -> Xp {
    History::new(activity, today, Timestamp::UNIX_EPOCH)
        .summary()
        .xp
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
fn revoked_xp_can_make_a_day_negative() {
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
fn sums_have_no_rounding_errors() {
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
fn an_empty_sum_is_positive_zero() {
    let activity = activity(json!({ "2026-03-10": { "Math": facts(-0.0) } }));
    assert!(xp(&activity, date(2026, 3, 10)).all.is_sign_positive());
}

#[test]
fn the_week_has_seven_days_oldest_first_and_crosses_months() {
    let activity = activity(json!({
        "2026-02-24": { "Math": facts(5.0) },
        "2026-02-28": { "Math": facts(7.0), "Reading": facts(1.0) },
    }));
    let history = History::new(&activity, date(2026, 3, 3), Timestamp::UNIX_EPOCH);
    let progress = history.summary().progress;
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

#[test]
fn xp_are_broken_down_by_app_and_subject() {
    let by_app = json!({
        "2026-03-09": { "Math": { "Alpha": facts(20.0), "Beta": facts(7.0) } },
        "2026-03-10": { "Reading": { "Beta": facts(2.5) } },
    });
    let activity: ActivityFigures = serde_json::from_value(json!({
        "facts": { "2026-03-09": { "Math": facts(27.0) }, "2026-03-10": { "Reading": facts(2.5) } },
        "factsByApp": by_app,
    }))
    .unwrap();
    let share = |name: &str, today, all| Share {
        name: name.to_owned(),
        xp: Xp { today, all },
    };
    // At any age: closed days keep their apps and subjects.
    for (today, of_today) in [(date(2026, 3, 10), 2.5), (date(2027, 3, 10), 0.0)] {
        let history = History::new(&activity, today, Timestamp::UNIX_EPOCH);
        let expected = Breakdown {
            apps: vec![share("Alpha", 0.0, 20.0), share("Beta", of_today, 9.5)],
            subjects: vec![share("Math", 0.0, 27.0), share("Reading", of_today, 2.5)],
        };
        assert_eq!(history.summary().breakdown, expected);
    }
}

#[test]
fn an_incremental_history_equals_a_full_one() {
    let of_days = |days: std::ops::RangeInclusive<i8>| {
        let days: serde_json::Map<_, _> = days
            .map(|day| {
                let xp = f64::from(day) + 0.1;
                (
                    format!("2026-03-{day:02}"),
                    json!({ "Math": facts(xp), "Reading": facts(-0.3) }),
                )
            })
            .collect();
        activity(json!(days))
    };
    let mut history = History::new(&of_days(1..=1), date(2026, 3, 1), Timestamp::UNIX_EPOCH);
    for today in 2..=31 {
        let since = history.reload_from(Timestamp::UNIX_EPOCH, None).unwrap();
        let open = of_days(since.max(date(2026, 3, 1)).day()..=today);
        history = history.updated(&open, since, date(2026, 3, today));
        let whole = History::new(
            &of_days(1..=today),
            date(2026, 3, today),
            Timestamp::UNIX_EPOCH,
        );
        assert_eq!(history.summary(), whole.summary(), "on day {today}");
    }
}

#[test]
fn late_facts_are_included_for_two_days() {
    let monday = activity(json!({ "2026-03-09": { "Math": facts(5.0) } }));
    let history = History::new(&monday, date(2026, 3, 11), Timestamp::UNIX_EPOCH);
    let since = history.reload_from(Timestamp::UNIX_EPOCH, None).unwrap();
    assert_eq!(since, date(2026, 3, 9));
    let late = activity(json!({ "2026-03-09": { "Math": facts(8.0), "Reading": facts(2.0) } }));
    let updated = history.updated(&late, since, date(2026, 3, 11));
    assert_eq!(
        updated.summary().xp,
        Xp {
            today: 0.0,
            all: 10.0
        }
    );
}

#[test]
fn a_full_reload_is_due_after_six_hours() {
    let history = History::new(
        &activity(json!({})),
        date(2026, 3, 11),
        Timestamp::UNIX_EPOCH,
    );
    let later = |seconds| Timestamp::from_second(seconds).unwrap();
    assert!(history.reload_from(later(6 * 3600 - 1), None).is_some());
    assert!(history.reload_from(later(6 * 3600), None).is_none());
}

#[test]
fn a_change_reloads_from_its_day_on() {
    let march = |day| json!({ format!("2026-03-{day:02}"): { "Math": facts(f64::from(day)) } });
    let known = activity(march(2));
    let today = date(2026, 3, 11);
    let history = History::new(&known, today, Timestamp::UNIX_EPOCH);
    let since = |day| history.reload_from(Timestamp::UNIX_EPOCH, Some(date(2026, 3, day)));
    assert_eq!(since(11), Some(date(2026, 3, 9)), "open anyway");
    assert_eq!(since(5), Some(date(2026, 3, 5)));
    assert_eq!(since(2), Some(date(2026, 3, 2)), "the earliest day kept");
    assert_eq!(since(1), None, "only the whole history tells");
    let updated = history.updated(&activity(march(3)), date(2026, 3, 2), today);
    let expected = Xp {
        today: 0.0,
        all: 3.0,
    };
    assert_eq!(updated.summary().xp, expected);
}
