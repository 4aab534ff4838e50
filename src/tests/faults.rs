//! Failures of the platform.

use serde_json::{Value, json};

use super::{
    browser::Browser,
    platform::{ACTIVITY, counts},
    world::{ME, STUDENT, World},
};

const ROUTE: &str = "/edubridge/analytics/activity";
const NOT_ANSWERING: &str = "Timeback is not answering right now.";
const UNREADABLE: &str = "Timeback sent something we could not read.";

/// The page shows why XP are missing, the API responds with an error, and after the fault both recover.
async fn is_weathered(fault: Value, words: &str) {
    is_weathered_as(
        fault,
        &[words, "Maya Okafor", "We can't see today's XP right now."],
    )
    .await;
}

async fn is_weathered_as(fault: Value, words: &[&str]) {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    world.platform.faults(json!([fault])).await;
    let page = student.get("/profile").await;
    assert_eq!(page.status, 200, "{fault}");
    for words in words {
        assert!(page.text().contains(words), "{fault}: {}", page.text());
    }
    assert_eq!(student.get(ME).await.status, 502, "{fault}");
    world.platform.faults(json!([])).await;
    is_well(&student).await;
}

async fn is_well(student: &Browser) {
    assert_eq!(student.get(ME).await.status, 200);
    assert!(student.get("/profile").await.text().contains("All time:"));
}

#[tokio::test]
async fn a_platform_that_fails() {
    is_weathered(json!({ "route": ROUTE, "status": 500 }), NOT_ANSWERING).await;
}

#[tokio::test]
async fn a_platform_that_is_too_busy_for_long() {
    is_weathered(
        json!({ "route": ROUTE, "status": 429, "retryAfter": 0 }),
        NOT_ANSWERING,
    )
    .await;
    is_weathered(
        json!({ "route": ROUTE, "status": 503, "retryAfter": 1 }),
        NOT_ANSWERING,
    )
    .await;
}

#[tokio::test]
async fn a_truncated_response() {
    is_weathered(json!({ "route": ROUTE, "truncate": true }), NOT_ANSWERING).await;
}

#[tokio::test]
async fn a_garbage_response() {
    for body in ["<html>Bad gateway</html>", "", "{", "[]", "null"] {
        is_weathered(json!({ "route": ROUTE, "body": body }), UNREADABLE).await;
    }
}

#[tokio::test]
async fn a_response_with_wrong_types() {
    let day = |facts: Value| json!({ "facts": { "2026-11-20": { "Math": facts } } }).to_string();
    for body in [
        day(json!({ "activityMetrics": { "xpEarned": "many" } })),
        day(json!(7)),
        r#"{"facts":{"today":{}}}"#.to_owned(),
    ] {
        is_weathered(json!({ "route": ROUTE, "body": body }), UNREADABLE).await;
    }
}

#[tokio::test]
async fn a_rejected_token_request() {
    is_weathered_as(
        json!({ "route": "/oauth2/token", "status": 500 }),
        &[NOT_ANSWERING, "Your profile is not here yet", "Try again"],
    )
    .await;
}

#[tokio::test]
async fn a_busy_platform_is_retried_transparently() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    world.platform.reset_requests().await;
    world.platform.faults(json!([{ "route": ROUTE, "status": 503, "retryAfter": 0, "times": 1 }, { "route": ROUTE, "status": 429, "retryAfter": 0, "times": 1 }])).await;
    is_well(&student).await;
    assert_eq!(
        world.platform.requests().await.get(ACTIVITY),
        counts(&[(ACTIVITY, 3)]).get(ACTIVITY)
    );
}

#[tokio::test]
async fn a_slow_platform_is_waited_for() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    world
        .platform
        .faults(json!([{ "route": ROUTE, "delayMs": 300 }]))
        .await;
    is_well(&student).await;
}

#[tokio::test]
async fn a_revoked_token_is_replaced_transparently() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    world
        .platform
        .faults(json!([{ "route": ROUTE, "status": 401, "times": 1 }]))
        .await;
    is_well(&student).await;
}

#[tokio::test]
async fn a_removed_user_has_no_profile_after_a_refresh() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    is_well(&student).await;
    let nobody = json!({ "users": [], "totalCount": 0, "pageCount": 0, "pageNumber": 1, "offset": 0, "limit": 2 });
    world
        .platform
        .faults(
            json!([{ "route": "/ims/oneroster/rostering/v1p2/users", "body": nobody.to_string() }]),
        )
        .await;
    let gone = student
        .post_server_fn("/api/get_profile", &[("fresh", "true")])
        .await;
    assert_eq!((gone.status, gone.json()), (404, json!("NotInTimeback")));
    let text = student.get("/profile").await.text();
    assert!(
        text.contains("Timeback doesn't know this account yet.") && !text.contains("All time:"),
        "{text}"
    );
    world.platform.faults(json!([])).await;
    student
        .post_form("/api/get_profile", &[("fresh", "true")])
        .await;
    is_well(&student).await;
}
