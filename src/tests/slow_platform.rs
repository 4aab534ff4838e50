//! A slow platform: pages do not wait for all data.

use serde_json::{Value, json};

use super::{
    browser::Browser,
    clock::HOUR,
    partial_profiles::{ANALYTICS, ENROLLMENTS},
    platform::{ACTIVITY, counts},
    world::{ME, STUDENT, World},
};

const USERS: &str = "/ims/oneroster/rostering/v1p2/users";
const NO_XP: &str = "We can't see today's XP right now.";
const NOT_ANSWERING: &str = "Timeback is not answering right now.";

/// A student in a world where this route never responds.
async fn without_end(route: &str) -> (World, Browser) {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    world.platform.faults(hanging(route)).await;
    (world, student)
}

fn hanging(route: &str) -> Value {
    json!([{ "route": route, "delayMs": 3_600_000 }])
}

/// Asserts that the page did not wait for the client's timeout.
async fn assert_still_asked(world: &World, route: &str) {
    let under_way = world.platform.under_way().await;
    assert_eq!(under_way, counts(&[(&format!("GET {route}"), 1)]));
}

#[tokio::test]
async fn while_analytics_hang_the_page_is_shown_without_xp() {
    let (world, student) = without_end(ANALYTICS).await;
    let page = student.get("/profile").await;
    assert_still_asked(&world, ANALYTICS).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("</html>"), "{}", page.body);
    let text = page.text();
    for words in ["Maya Okafor", "Goal: ", NO_XP, NOT_ANSWERING] {
        assert!(text.contains(words), "{words} in {text}");
    }
    for words in ["All time:", "Today 0", "0 of"] {
        assert!(!text.contains(words), "{words} in {text}");
    }
}

#[tokio::test]
async fn while_enrollments_hang_the_page_shows_xp() {
    let (world, student) = without_end(ENROLLMENTS).await;
    let text = student.get("/profile").await.text();
    assert_still_asked(&world, ENROLLMENTS).await;
    for words in ["All time:", "We can't see your courses right now."] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[tokio::test]
async fn while_the_lookup_hangs_the_pages_say_so() {
    let (world, student) = without_end(USERS).await;
    for path in ["/profile", "/examples"] {
        let page = student.get(path).await;
        assert_still_asked(&world, USERS).await;
        assert!(page.body.contains("</html>"), "{path}: {}", page.body);
    }
    let text = student.get("/profile").await.text();
    assert!(text.contains(NOT_ANSWERING), "{text}");
}

#[tokio::test]
async fn cached_data_is_shown_while_the_load_hangs() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    student.get("/profile").await;
    // Past midnight, so that today's XP are not cached.
    world.clock.pass(9 * HOUR);
    world.platform.faults(hanging(ANALYTICS)).await;
    let text = student.get("/profile").await.text();
    assert_still_asked(&world, ANALYTICS).await;
    for words in [
        "What you see is from yesterday, 16:00 UTC.",
        "All time:",
        NO_XP,
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

/// Analytics that respond once, after a page's deadline.
fn late() -> Value {
    json!([{ "route": ANALYTICS, "delayMs": 4_000, "times": 1 }])
}

#[tokio::test]
async fn late_data_is_on_the_next_page_without_another_request() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    world.platform.faults(late()).await;
    world.platform.reset_requests().await;
    assert!(student.get("/profile").await.text().contains(NO_XP));
    while !student.get("/profile").await.text().contains("All time:") {}
    assert_eq!(world.platform.requests().await.get(ACTIVITY), Some(&1));
}

#[tokio::test]
async fn late_data_is_sent_to_the_open_page() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    world.platform.faults(late()).await;
    let page = student.post_server_fn("/api/get_profile", &[]).await.json();
    assert_eq!(page["earned"], Value::Null);
    let live = format!("/profile/live?since={}", page["fetched_at"]);
    let mut connection = super::live::Connection::open(&student, &live).await;
    let report = connection.report().await.unwrap();
    assert!(report.text.contains("All time:"), "{}", report.text);
}

#[tokio::test]
async fn the_sdk_s_routes_wait_longer_than_a_page() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    world.platform.faults(late()).await;
    assert_eq!(student.get(ME).await.status, 200);
}
