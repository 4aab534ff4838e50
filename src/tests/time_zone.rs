//! The school's time zone.

use serde_json::json;

use super::{
    clock::HOUR,
    platform::counts,
    world::{ME, STUDENT, World},
};

const CHICAGO: (&str, &str) = ("TIMEBACK_TIME_ZONE", "America/Chicago");

/// The XP of 2026-11-20 in Chicago, according to the platform.
async fn earned_in_chicago(world: &World) -> f64 {
    let token = world.platform.token().await;
    let query = [
        ("startDate", "2026-11-20T06:00:00.000Z"),
        ("endDate", "2026-11-21T05:59:59.999Z"),
        ("studentId", "maya-okafor"),
        ("timezone", CHICAGO.1),
    ];
    let activity = world
        .platform
        .read(&token, "/edubridge/analytics/activity", &query)
        .await;
    let subjects = activity["facts"]["2026-11-20"].as_object().unwrap();
    subjects
        .values()
        .map(|facts| facts["activityMetrics"]["xpEarned"].as_f64().unwrap())
        .sum()
}

#[tokio::test]
async fn today_ends_at_midnight_in_the_school_s_time_zone() {
    let world = World::with(&[CHICAGO]).await;
    let student = world.student(STUDENT).await;
    student.get("/profile").await;
    let earned = earned_in_chicago(&world).await;
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
