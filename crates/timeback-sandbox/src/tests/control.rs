use std::time::Instant;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::json;

use super::world::World;

const ENROLLMENTS: &str = "/edubridge/enrollments/user/maya-okafor";

#[tokio::test]
async fn requests_are_counted_by_route_until_reset() {
    let world = World::new().await;
    world.get(ENROLLMENTS).await;
    world.get("/edubridge/enrollments/user/chidi-okafor/").await;
    world
        .get("/ims/oneroster/rostering/v1p2/users/?limit=1")
        .await;
    let counts = json!({"counts": {
        "POST /oauth2/token": 1,
        "GET /edubridge/enrollments/user/{id}": 2,
        "GET /ims/oneroster/rostering/v1p2/users": 1,
    }});
    assert_eq!(world.json("/_sandbox/requests").await, counts);
    let reset = world
        .send("DELETE", "/_sandbox/requests", "", String::new())
        .await;
    assert_eq!(reset.json(), counts);
    assert_eq!(
        world.json("/_sandbox/requests").await,
        json!({"counts": {}})
    );
}

#[tokio::test]
async fn a_fault_applies_for_its_count() {
    let world = World::new().await;
    let fault = json!([{"route": "/edubridge/enrollments/user/{id}", "status": 503, "retryAfter": 1, "delayMs": 0, "times": 2, "body": null}]);
    assert_eq!(
        world.put("/_sandbox/faults", &fault).await.status,
        StatusCode::NO_CONTENT
    );
    for _ in 0..2 {
        let response = world.get(ENROLLMENTS).await;
        assert_eq!(response.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers["retry-after"], "1");
    }
    assert_eq!(world.get(ENROLLMENTS).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_fault_body_is_sent_verbatim() {
    let world = World::new().await;
    world.put("/_sandbox/faults", &json!([{"route": ENROLLMENTS, "body": "{\"data\":[", "times": 1}, {"route": ENROLLMENTS, "status": 500, "body": "oops"}])).await;
    let cut = world.get(ENROLLMENTS).await;
    assert_eq!(
        (cut.status, cut.text.as_str()),
        (StatusCode::OK, "{\"data\":[")
    );
    let broken = world.get(ENROLLMENTS).await;
    assert_eq!(
        (broken.status, broken.text.as_str()),
        (StatusCode::INTERNAL_SERVER_ERROR, "oops")
    );
    world.put("/_sandbox/faults", &json!([])).await;
    assert_eq!(world.get(ENROLLMENTS).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_delay_is_followed_by_the_normal_response() {
    let world = World::new().await;
    world
        .put(
            "/_sandbox/faults",
            &json!([{"route": ENROLLMENTS, "delayMs": 30}]),
        )
        .await;
    let asked_at = Instant::now();
    let response = world.get(ENROLLMENTS).await;
    assert_eq!(response.status, StatusCode::OK);
    assert!(asked_at.elapsed().as_millis() >= 30);
}

#[tokio::test]
async fn a_truncated_response_is_shorter_than_its_content_length() {
    let world = World::new().await;
    world
        .put(
            "/_sandbox/faults",
            &json!([{"route": "/oauth2/token", "truncate": true}]),
        )
        .await;
    let request = Request::post("/oauth2/token")
        .body(Body::from("grant_type=client_credentials"))
        .unwrap();
    assert!(world.ask(request).await.is_err());
}

#[tokio::test]
async fn a_misspelt_fault_is_refused_and_changes_nothing() {
    let world = World::new().await;
    world
        .put(
            "/_sandbox/faults",
            &json!([{"route": ENROLLMENTS, "status": 500}]),
        )
        .await;
    let response = world
        .put(
            "/_sandbox/faults",
            &json!([{"route": ENROLLMENTS, "retry_after": 1}]),
        )
        .await;
    assert_eq!(response.status, StatusCode::BAD_REQUEST);
    assert!(response.text.contains("retry_after"), "{}", response.text);
    assert_eq!(
        world.get(ENROLLMENTS).await.status,
        StatusCode::INTERNAL_SERVER_ERROR
    );
}

#[tokio::test]
async fn the_people_are_listed_with_password_and_records() {
    let people = World::new().await.json("/_sandbox/people").await;
    let people = people["people"].as_array().unwrap();
    assert_eq!(people.len(), 12);
    assert_eq!(people[0]["email"], "student@example.com");
    assert_eq!(people[0]["password"], "sandbox");
    let twins = people
        .iter()
        .find(|person| person["email"] == "twins@example.com")
        .unwrap();
    assert_eq!(twins["sourcedIds"].as_array().unwrap().len(), 2);
}
