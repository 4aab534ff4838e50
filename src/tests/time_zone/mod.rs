//! The school's time zone, and the students' own.

mod student;

use jiff::{SignedDuration, civil::Date};
use serde_json::{Value, json};
use timeback::Day;

use super::{
    clock::HOUR,
    platform::counts,
    world::{ME, STUDENT, World},
};

const CHICAGO: (&str, &str) = ("TIMEBACK_TIME_ZONE", "America/Chicago");

/// Maya's XP on one day in a time zone, according to the platform.
async fn earned(world: &World, zone: &str, date: &str) -> f64 {
    let token = world.platform.token().await;
    let (day, date) = (Day::parse(zone).unwrap(), date.parse::<Date>().unwrap());
    let end = day.begin_of(date.tomorrow().unwrap()) - SignedDuration::from_millis(1);
    let [start, end] = [day.begin_of(date), end].map(|at| format!("{at:.3}"));
    let query = [
        ("startDate", start.as_str()),
        ("endDate", &end),
        ("studentId", "maya-okafor"),
        ("timezone", zone),
    ];
    let path = "/edubridge/analytics/activity";
    let activity = world.platform.read(&token, path, &query).await;
    let days = activity["facts"].as_object().unwrap();
    let subjects = days.get(&date.to_string()).and_then(|day| day.as_object());
    let xp = |facts: &Value| facts["activityMetrics"]["xpEarned"].as_f64().unwrap();
    subjects.map_or(0.0, |subjects| subjects.values().map(xp).sum())
}

#[tokio::test]
async fn today_ends_at_midnight_in_the_school_s_time_zone() {
    let world = World::with(&[CHICAGO]).await;
    let student = world.student(STUDENT).await;
    student.get("/profile").await;
    let earned = earned(&world, CHICAGO.1, "2026-11-20").await;
    world.platform.reset_requests().await;
    // One o'clock of the next day in UTC, seven in the evening in Chicago.
    world.clock.pass(9 * HOUR);
    assert_eq!(
        student.get(ME).await.json()["xp"]["today"].as_f64(),
        Some(earned)
    );
    assert_eq!(student.get("/profile").await.status, 200);
    assert_eq!(world.platform.requests().await, counts(&[]));
    world.clock.pass(5 * HOUR);
    student.get(ME).await;
    assert!(!world.platform.requests().await.is_empty());
}

#[tokio::test]
async fn a_page_shows_the_school_s_time() {
    let world = World::with(&[CHICAGO]).await;
    let student = world.student(STUDENT).await;
    student.get("/profile").await;
    world
        .platform
        .faults(json!([{ "route": "/edubridge/analytics/activity", "status": 500 }]))
        .await;
    student
        .post_server_fn("/api/get_profile", &[("fresh", "true")])
        .await;
    let text = student.get("/profile").await.text();
    assert!(text.contains("What you see is from 10:00."), "{text}");
}
