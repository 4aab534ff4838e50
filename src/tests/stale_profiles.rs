//! Longer outages: the page shows cached data and its age.

use serde_json::{Value, json};

use super::{
    browser::Browser,
    clock::{HOUR, MINUTE},
    partial_profiles::{ANALYTICS, ENROLLMENTS},
    world::{ME, STUDENT, World},
};

const NOT_ANSWERING: &str = "Timeback is not answering right now.";
const USERS: &str = "/ims/oneroster/rostering/v1p2/users";

fn outage() -> Value {
    [USERS, ENROLLMENTS, ANALYTICS]
        .iter()
        .map(|route| json!({ "route": route, "status": 500 }))
        .collect()
}

/// A student who opened their profile before the outage.
async fn before_the_outage() -> (World, Browser) {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    assert!(student.get("/profile").await.text().contains("All time:"));
    world.platform.faults(outage()).await;
    (world, student)
}

async fn refresh(student: &Browser) -> u16 {
    let answer = student
        .post_server_fn("/api/get_profile", &[("fresh", "true")])
        .await;
    answer.status
}

#[tokio::test]
async fn after_a_failed_refresh_the_page_shows_its_age() {
    let (world, student) = before_the_outage().await;
    world.clock.pass(42 * MINUTE);
    assert_eq!(refresh(&student).await, 502);
    let page = student.get("/profile").await;
    let text = page.text();
    assert_eq!(page.status, 200);
    for words in [
        NOT_ANSWERING,
        "What you see is from 16:00 UTC.",
        "Updated 42 minutes ago",
        "All time:",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[tokio::test]
async fn the_pages_beside_it_show_from_when_they_are() {
    let (world, student) = before_the_outage().await;
    for path in ["/history", "/history/2026-11-19"] {
        let text = student.get(path).await.text();
        assert!(!text.contains(NOT_ANSWERING), "{path}: {text}");
    }
    world.clock.pass(42 * MINUTE);
    assert_eq!(refresh(&student).await, 502);
    for path in ["/history", "/history/2026-11-19"] {
        let page = student.get(path).await;
        let text = page.text();
        assert_eq!(page.status, 200, "{path}");
        for words in [NOT_ANSWERING, "What you see is from 16:00 UTC."] {
            assert!(text.contains(words), "{path}: {words} in {text}");
        }
    }
}

#[tokio::test]
async fn a_fresh_page_is_not_marked_as_stale() {
    let (_world, student) = before_the_outage().await;
    let text = student.get("/profile").await.text();
    assert!(!text.contains("What you see is from"), "{text}");
}

#[tokio::test]
async fn the_api_returns_cached_data_and_fails_on_a_refresh() {
    let (_world, student) = before_the_outage().await;
    assert_eq!(student.get(ME).await.status, 200);
    assert_eq!(refresh(&student).await, 502);
    assert_eq!(student.get(ME).await.status, 200);
}

#[tokio::test]
async fn after_midnight_yesterday_s_xp_are_not_shown_as_today_s() {
    let (world, student) = before_the_outage().await;
    world.clock.pass(9 * HOUR);
    let page = student.get("/profile").await;
    let text = page.text();
    assert_eq!(page.status, 200);
    for words in [
        "Maya Okafor",
        NOT_ANSWERING,
        "What you see is from yesterday, 16:00 UTC.",
        "We can't see today's XP right now.",
        "The seven days before today",
        "All time:",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    for words in ["to today's goal", "The last seven days", "Today 0"] {
        assert!(!text.contains(words), "{words} in {text}");
    }
    // The official response has no field for the age of the data.
    assert_eq!(student.get(ME).await.status, 502);
}

#[tokio::test]
async fn after_the_outage_the_page_is_fresh() {
    let (world, student) = before_the_outage().await;
    world.clock.pass(9 * HOUR);
    student.get("/profile").await;
    world.platform.faults(json!([])).await;
    world.clock.pass(std::time::Duration::from_secs(5));
    let text = student.get("/profile").await.text();
    assert!(text.contains("The last seven days"), "{text}");
    for words in [NOT_ANSWERING, "What you see is from"] {
        assert!(!text.contains(words), "{words} in {text}");
    }
    assert_eq!(student.get(ME).await.status, 200);
}

#[tokio::test]
async fn data_older_than_a_day_is_not_shown() {
    let (world, student) = before_the_outage().await;
    for _ in 0..3 {
        world.clock.pass(8 * HOUR);
        student.get("/profile").await;
    }
    assert!(student.get("/profile").await.text().contains("All time:"));
    world.clock.pass(MINUTE);
    let page = student.get("/profile").await;
    assert_eq!(page.status, 200);
    assert!(
        page.text().contains("Your profile is not here yet"),
        "{}",
        page.text()
    );
}
