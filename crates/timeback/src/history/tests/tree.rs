//! A summary made from flat figures equals the one made from the tree of facts, whatever the response's order.

use jiff::civil::date;
use proptest::{collection::vec, prelude::*, sample::select};

use super::super::*;
use crate::edubridge::{Activity, Facts};

const TODAY: Date = date(2026, 3, 20);

/// Days that are closed, recent and in the future, one of them in two spellings.
const DAYS: [&str; 7] = [
    "2026-03-19",
    "2025-03-20",
    "2026-03-10",
    "20260319",
    "2026-03-11",
    "2026-03-20",
    "2026-03-21",
];
const SUBJECTS: [&str; 4] = ["Reading", "Math", "Art", r"\u00c9tude"];
const APPS: [&str; 3] = ["Beta", "Alpha", r"\u00c9tude"];
const FIGURES: [&str; 8] = [
    "0.1", "-0.0", "0.7", r#""0.2""#, "null", "-4.5", "16.25", "1e15",
];

/// The sums that the tree of facts has, day by day in the order of its maps.
fn expected(activity: &Activity) -> String {
    let mut all = Tally::default();
    let mut today = Tally::default();
    for (date, subjects) in &activity.facts {
        let mut of_day = Tally::default();
        for (subject, facts) in subjects {
            add(&mut of_day.by_subject, subject, facts);
            of_day.total += facts.activity_metrics.xp_earned;
        }
        let of_apps = activity.facts_by_app.get(date).into_iter().flatten();
        for (app, facts) in of_apps.flat_map(|(_, apps)| apps) {
            add(&mut of_day.by_app, app, facts);
        }
        all.add(&of_day);
        if *date == TODAY {
            today = of_day;
        }
    }
    let xp = Xp {
        today: sum::sum([today.total].into_iter()),
        all: sum::sum([all.total].into_iter()),
    };
    let breakdown = Breakdown {
        apps: shares(&today.by_app, &all.by_app),
        subjects: shares(&today.by_subject, &all.by_subject),
    };
    let week: Vec<_> = (0..7).rev().map(|ago| day(activity, ago)).collect();
    format!("{xp:?} {breakdown:?} {week:?} {:?}", daily_xp(activity))
}

fn add(totals: &mut BTreeMap<String, f64>, name: &str, facts: &Facts) {
    let xp = facts.activity_metrics.xp_earned;
    let total = totals.get(name).map_or(xp, |total| total + xp);
    totals.insert(name.to_owned(), total);
}

fn day(activity: &Activity, ago: i64) -> DayActivity {
    let date = TODAY.saturating_sub(ago.days());
    let facts = || activity.facts.get(&date).into_iter().flatten();
    let total = |figure: fn(&Facts) -> f64| sum::sum(facts().map(|(_, facts)| figure(facts)));
    DayActivity {
        date: date.to_string(),
        xp: total(|facts| facts.activity_metrics.xp_earned),
        active_minutes: total(|facts| facts.time_spent_metrics.active_seconds / 60.0),
        total_questions: total(|facts| facts.activity_metrics.total_questions),
        correct_questions: total(|facts| facts.activity_metrics.correct_questions),
        mastered_units: total(|facts| facts.activity_metrics.mastered_units),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "as figures are kept")]
fn daily_xp(activity: &Activity) -> [Vec<(Date, String, f32)>; 2] {
    let mut subjects = Vec::new();
    for (date, facts) in &activity.facts {
        let xp = |facts: &Facts| facts.activity_metrics.xp_earned as f32;
        subjects.extend(facts.iter().map(|(name, of)| (*date, name.clone(), xp(of))));
    }
    let mut apps = Vec::new();
    for (date, facts) in &activity.facts_by_app {
        let mut sums = BTreeMap::<_, f64>::new();
        for (app, facts) in facts.values().flatten() {
            *sums.entry(app.clone()).or_default() += facts.activity_metrics.xp_earned;
        }
        apps.extend(sums.into_iter().map(|(app, xp)| (*date, app, xp as f32)));
    }
    [subjects, apps]
}

/// The same of a history.
fn actual(activity: &ActivityFigures) -> String {
    let summary = History::new(activity, TODAY, Timestamp::UNIX_EPOCH).summary();
    let (xp, breakdown, week) = (&summary.xp, &summary.breakdown, &summary.progress.week);
    let daily_xp = [&summary.daily_xp.subjects, &summary.daily_xp.apps].map(figures);
    format!("{xp:?} {breakdown:?} {week:?} {daily_xp:?}")
}

#[expect(clippy::cast_possible_truncation, reason = "as figures are kept")]
fn figures(table: &XpTable) -> Vec<(Date, String, f32)> {
    let figures = table.iter();
    figures
        .map(|(date, name, xp)| (date, name.to_owned(), xp as f32))
        .collect()
}

fn object(entries: Vec<(&str, String)>) -> String {
    let entries = entries.iter();
    let entries = entries.map(|(key, value)| format!(r#""{key}":{value}"#));
    format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
}

/// Objects with any of these keys, some of them repeated.
fn objects<V>(keys: &'static [&'static str], value: V) -> impl Strategy<Value = String>
where
    V: Strategy<Value = String>,
{
    vec((select(keys), value), 0..5).prop_map(object)
}

fn facts() -> impl Strategy<Value = String> {
    vec(select(&FIGURES[..]), 5).prop_map(|figures| {
        format!(
            r#"{{"apps":["Alpha"],"activityMetrics":{{"xpEarned":{},"totalQuestions":{},"correctQuestions":{},"masteredUnits":{}}},
            "timeSpentMetrics":{{"activeSeconds":{},"wasteSeconds":1}}}}"#,
            figures[0], figures[1], figures[2], figures[3], figures[4]
        )
    })
}

/// Entries of `factsByApp` in both orders.
fn facts_by_app() -> impl Strategy<Value = String> {
    let of_day = objects(&SUBJECTS, objects(&APPS, facts()));
    let of_app = objects(&DAYS, objects(&SUBJECTS, facts()));
    let entry = prop_oneof![(select(&DAYS[..]), of_day), (select(&APPS[..]), of_app)];
    vec(entry, 0..5).prop_map(object)
}

proptest! {
    // A counterexample becomes a test of its own, not a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn flat_figures_have_the_sums_of_the_tree(
        facts in objects(&DAYS, objects(&SUBJECTS, facts())),
        by_app in facts_by_app(),
    ) {
        let response = format!(r#"{{"factsByApp":{by_app},"facts":{facts}}}"#);
        let tree: Activity = serde_json::from_str(&response).unwrap();
        let expected = expected(&tree);
        prop_assert_eq!(&actual(&serde_json::from_str(&response).unwrap()), &expected);
        prop_assert_eq!(&actual(&tree.into()), &expected, "decoded leniently");
    }
}
