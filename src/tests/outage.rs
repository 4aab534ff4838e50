//! Outages of Timeback: few requests, working pages, and fast recovery.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{
    browser::Browser,
    platform::{ACTIVITY, ENROLLMENTS, USERS},
    world::{STUDENT, World},
};

const REFRESHES: u64 = 100;

async fn refresh(student: &Browser) -> u16 {
    let refreshed = student.post_server_fn("/api/get_profile", &[("fresh", "true")]);
    refreshed.await.status
}

/// The state of a service in `/readyz`, and the response's status.
async fn circuit(student: &Browser, service: &str) -> (u16, Value) {
    let ready = student.get("/readyz").await;
    (ready.status, ready.json()["timeback"][service].clone())
}

fn everything(status: u16) -> Value {
    let down = |route: &str| json!({ "route": route, "status": status, "retryAfter": 0 });
    [
        "/ims/oneroster/rostering/v1p2/users",
        "/edubridge/enrollments/user/{id}",
        "/edubridge/analytics/activity",
    ]
    .map(down)
    .into_iter()
    .collect()
}

async fn asked(world: &World) -> u64 {
    let requests = world.platform.requests().await;
    let count = |route| requests.get(route).copied().unwrap_or_default();
    [USERS, ENROLLMENTS, ACTIVITY].map(count).iter().sum()
}

/// Refreshes until it succeeds.
async fn recovery(student: &Browser) -> Duration {
    let healed_at = Instant::now();
    while refresh(student).await != 200 {
        assert!(healed_at.elapsed() < Duration::from_secs(10));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    healed_at.elapsed()
}

async fn is_spared_and_found_again(status: u16) {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    assert!(student.get("/profile").await.text().contains("All time:"));
    world.platform.reset_requests().await;
    world.platform.faults(everything(status)).await;
    for _ in 0..REFRESHES {
        assert_eq!(refresh(&student).await, 502);
    }
    assert!(asked(&world).await <= REFRESHES / 5);
    assert_eq!(circuit(&student, "oneroster").await, (200, json!("open")));
    let page = student.get("/profile").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("All time:"), "{}", page.text());

    world.platform.faults(json!([])).await;
    recovery(&student).await;
    for service in ["token", "oneroster", "edubridge", "caliper"] {
        let expected = (200, json!("closed"));
        assert_eq!(circuit(&student, service).await, expected, "{service}");
    }
}

#[tokio::test]
async fn after_an_outage_of_500s_the_platform_is_used_again() {
    is_spared_and_found_again(500).await;
}

#[tokio::test]
async fn after_an_outage_of_503s_the_platform_is_used_again() {
    is_spared_and_found_again(503).await;
}

#[tokio::test]
async fn an_unreachable_platform_leaves_the_dashboard_ready() {
    let world = World::with(&[("TIMEBACK_BASE_URL", "http://127.0.0.1:1")]).await;
    let student = world.student(STUDENT).await;
    for _ in 0..20 {
        assert_eq!(refresh(&student).await, 502);
    }
    assert_eq!(circuit(&student, "oneroster").await, (200, json!("open")));
    assert_eq!(student.get("/profile").await.status, 200);
}
