//! The official SDK's routes: statuses, error codes and JSON as its browser client expects them.

use std::time::Duration;

use axum::{body::Body, http::Request};
use serde_json::{Value, json};

use super::{
    browser::Answer,
    official_profile,
    platform::{ACTIVITY, ENROLLMENTS, USERS, counts},
    world::{ME, STUDENT, World},
};

const VERIFY: &str = "/api/timeback/user/verify";

/// Status and error code.
fn refusal(answer: &Answer) -> (u16, String) {
    let json = answer.json();
    assert!(json["error"]["message"].is_string(), "{json}");
    (
        answer.status,
        json["error"]["code"].as_str().unwrap().to_owned(),
    )
}

fn fault(route: &str) -> Value {
    json!([{ "route": route, "status": 500 }])
}

#[tokio::test]
async fn a_known_student_is_verified() {
    let world = World::new().await;
    let answer = world.student(STUDENT).await.get(VERIFY).await;
    assert_eq!(
        (answer.status, answer.json()),
        (
            200,
            json!({ "verified": true, "timebackId": "maya-okafor" })
        )
    );
}

#[tokio::test]
async fn a_stranger_is_unverified_and_has_no_profile() {
    let world = World::new().await;
    let stranger = world.student("stranger@example.com").await;
    let answer = stranger.get(VERIFY).await;
    assert_eq!(
        (answer.status, answer.json()),
        (200, json!({ "verified": false }))
    );
    assert_eq!(
        refusal(&stranger.get(ME).await),
        (404, "USER_NOT_FOUND".into())
    );
}

#[tokio::test]
async fn anonymous_requests_are_rejected() {
    let world = World::new().await;
    for path in [VERIFY, ME] {
        assert_eq!(
            refusal(&world.anonymous().get(path).await),
            (401, "UNAUTHORIZED".into()),
            "{path}"
        );
    }
    assert_eq!(world.platform.requests().await, counts(&[]));
}

#[tokio::test]
async fn an_ambiguous_address_is_a_conflict() {
    let world = World::new().await;
    let twin = world.student("twins@example.com").await;
    for path in [VERIFY, ME] {
        assert_eq!(
            refusal(&twin.get(path).await),
            (409, "USER_AMBIGUOUS".into()),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_failed_lookup_is_a_failed_resolution() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    world
        .platform
        .faults(fault("/ims/oneroster/rostering/v1p2/users"))
        .await;
    for path in [VERIFY, ME] {
        assert_eq!(
            refusal(&student.get(path).await),
            (502, "USER_RESOLUTION_FAILED".into()),
            "{path}"
        );
    }
}

#[tokio::test]
async fn failed_enrollments_or_analytics_are_an_internal_error() {
    let world = World::new().await;
    for route in [
        "/edubridge/enrollments/user/{id}",
        "/edubridge/analytics/activity",
    ] {
        let student = world.student(STUDENT).await;
        world.platform.faults(fault(route)).await;
        assert_eq!(
            refusal(&student.get(ME).await),
            (502, "INTERNAL_ERROR".into()),
            "{route}"
        );
        assert_eq!(student.get(VERIFY).await.status, 200, "{route}");
        world.platform.faults(json!([])).await;
        assert_eq!(student.get(ME).await.status, 200, "{route}");
    }
}

#[tokio::test]
async fn a_profile_has_exactly_the_official_fields() {
    let world = World::new().await;
    for email in world.platform.people().await {
        let answer = world.student(&email).await.get(ME).await;
        if answer.status == 200 {
            assert_eq!(
                answer.json(),
                official_profile::profile(&world.platform, &email).await,
                "{email}"
            );
            assert_eq!(answer.header("content-type"), Some("application/json"));
        }
    }
}

#[tokio::test]
async fn only_no_cache_bypasses_the_cache() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    student.get(ME).await;
    world.platform.reset_requests().await;
    student.get(ME).await;
    assert_eq!(world.platform.requests().await, counts(&[]));
    for (value, asked) in [
        ("no-cache", 1),
        ("max-age=0, no-cache", 2),
        ("max-stale", 2),
    ] {
        world.clock.pass(Duration::from_secs(2));
        let request = Request::get(ME)
            .header("cache-control", value)
            .body(Body::empty())
            .unwrap();
        assert_eq!(student.send(request).await.status, 200);
        assert_eq!(
            world.platform.requests().await,
            counts(&[(USERS, asked), (ENROLLMENTS, asked), (ACTIVITY, asked)]),
            "{value}"
        );
    }
}
