//! Activity by day, week, subject and app.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::date, tz::TimeZone};
use timeback::edubridge::{Activity, Period, Student};

use super::{MAYA, World, assert_same, assert_sums, sum};

fn xp_by_app(activity: &Activity) -> BTreeMap<&str, f64> {
    let mut by_app = BTreeMap::new();
    let of_subjects = activity.facts_by_app.values().flat_map(BTreeMap::values);
    for (app, facts) in of_subjects.flatten() {
        *by_app.entry(app.as_str()).or_default() += facts.activity_metrics.xp_earned;
    }
    by_app
}

#[tokio::test]
async fn three_years_of_fifty_courses_add_up_by_subject_and_by_app() {
    let world = World::new().await;
    let student = Student::Email("busy@example.com");
    let days = Period::new(date(2000, 1, 1), date(2026, 11, 20));
    let edubridge = world.timeback.edubridge();
    let activity = edubridge.get_activity(student, &days).await.unwrap();
    let query = [
        ("startDate", "2000-01-01T00:00:00.000Z"),
        ("endDate", "2026-11-20T23:59:59.999Z"),
        ("email", "busy@example.com"),
    ];
    let raw = world.raw("/edubridge/analytics/activity", &query).await;
    assert!(activity.facts.len() > 500);
    assert_sums(&activity, &raw);
    let by_app = xp_by_app(&activity);
    assert!(by_app.len() > 1, "{by_app:?}");
    assert_same(by_app.values().sum(), sum(&raw["facts"], "xpEarned"));
}

#[tokio::test]
async fn a_student_is_the_same_by_id_and_by_address() {
    let world = World::new().await;
    let days = Period::new(date(2026, 11, 1), date(2026, 11, 20));
    let edubridge = world.timeback.edubridge();
    let (by_id, by_address) = tokio::join!(
        edubridge.get_activity(Student::Id(MAYA), &days),
        edubridge.get_activity(Student::Email("student@example.com"), &days),
    );
    let by_id = by_id.unwrap();
    assert!(!by_id.facts.is_empty());
    assert_eq!(by_id, by_address.unwrap());
    let quoted = Student::Email("o'brien@example.com");
    assert!(edubridge.get_activity(quoted, &days).await.is_ok());
}

#[tokio::test]
async fn revoked_xp_stays_negative() {
    let world = World::new().await;
    let today = Period::new(date(2026, 11, 20), date(2026, 11, 20));
    let student = Student::Email("negative@example.com");
    let edubridge = world.timeback.edubridge();
    let activity = edubridge.get_activity(student, &today).await.unwrap();
    assert!(activity.activity_metrics().xp_earned < 0.0);
}

/// The school's afternoon is the next morning in Auckland, so a missing time zone shows.
#[tokio::test]
async fn days_in_auckland_follow_its_time_zone() {
    let world = World::new().await;
    let auckland = TimeZone::get("Pacific/Auckland").unwrap();
    let edubridge = world.timeback.edubridge();
    let days = Period::new(date(2026, 11, 8), date(2026, 11, 14)).in_zone(auckland.clone());
    let activity = edubridge
        .get_activity(Student::Id(MAYA), &days)
        .await
        .unwrap();
    let query = [
        ("weekDate", "2026-11-11T00:00:00Z"),
        ("studentId", MAYA),
        ("timezone", "Pacific/Auckland"),
    ];
    let raw = world.raw("/edubridge/analytics/facts/weekly", &query).await;
    let mut by_day: BTreeMap<_, f64> = BTreeMap::new();
    for row in raw["facts"].as_array().unwrap() {
        let at: Timestamp = row["datetime"].as_str().unwrap().parse().unwrap();
        let day = at.to_zoned(auckland.clone()).date();
        *by_day.entry(day).or_default() += row["xpEarned"].as_f64().unwrap_or_default();
    }
    assert!(by_day.len() > 2);
    assert_eq!(
        activity.facts.keys().collect::<Vec<_>>(),
        by_day.keys().collect::<Vec<_>>()
    );
    for (day, xp) in by_day {
        let subjects = activity.facts[&day].values();
        assert_same(
            subjects.map(|facts| facts.activity_metrics.xp_earned).sum(),
            xp,
        );
    }
}

#[tokio::test]
async fn the_sum_of_a_week_equals_that_of_its_days() {
    let world = World::new().await;
    let edubridge = world.timeback.edubridge();
    let week = edubridge
        .get_week(Student::Id(MAYA), date(2026, 11, 20), &TimeZone::UTC)
        .await
        .unwrap();
    let raw = world
        .raw(
            "/edubridge/analytics/facts/weekly",
            &[("weekDate", "2026-11-20"), ("studentId", MAYA)],
        )
        .await;
    assert_eq!(week.first.to_string(), raw["startDate"].as_str().unwrap());
    assert_eq!(week.last.to_string(), raw["endDate"].as_str().unwrap());
    assert_eq!(week.rows.len(), raw["facts"].as_array().unwrap().len());
    let (work, time) = (week.activity_metrics(), week.time_spent_metrics());
    assert!(work.xp_earned > 0.0);
    assert_same(work.xp_earned, sum(&raw["facts"], "xpEarned"));
    assert_same(time.active_seconds, sum(&raw["facts"], "activeSeconds"));
    let days = Period::new(week.first, week.last);
    let activity = edubridge
        .get_activity(Student::Id(MAYA), &days)
        .await
        .unwrap();
    assert_eq!(activity.activity_metrics(), work);
    assert_eq!(activity.time_spent_metrics(), time);
    let by_day: Vec<_> = week.days().into_keys().collect();
    assert_eq!(by_day, activity.facts.into_keys().collect::<Vec<_>>());
}
