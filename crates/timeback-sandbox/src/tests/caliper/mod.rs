use axum::http::StatusCode;
use serde_json::{Value, json};

use super::world::World;

mod gradebook;
mod journal;

const VERSION: &str = "http://purl.imsglobal.org/ctx/caliper/v1p2";
const ID_1: &str = "urn:uuid:00000000-0000-4000-8000-000000000001";
const ID_2: &str = "urn:uuid:00000000-0000-4000-8000-000000000002";
const ID_3: &str = "urn:uuid:00000000-0000-4000-8000-000000000003";
const ID_4: &str = "urn:uuid:00000000-0000-4000-8000-000000000004";
const PLAYED: &str = "2026-11-20T15:59:00.000Z";

fn envelope(events: &[Value]) -> Value {
    json!({"sensor": "https://game.example.com", "sendTime": PLAYED, "dataVersion": VERSION, "data": events})
}

fn event(id: &str, kind: &str, action: &str, collection: &str, items: &Value) -> Value {
    json!({
        "@context": VERSION, "id": id, "type": kind, "action": action, "profile": "TimebackProfile", "eventTime": PLAYED,
        "actor": {"id": "http://127.0.0.1/ims/oneroster/rostering/v1p2/users/theo-lindqvist", "type": "TimebackUser", "email": "new.student@example.com"},
        "object": {
            "id": "https://game.example.com/activities/Math/g5/fractions", "type": "TimebackActivityContext", "subject": "Math",
            "app": {"name": "Game"}, "activity": {"name": "Fractions"},
            "course": {"id": "http://127.0.0.1/ims/oneroster/rostering/v1p2/courses/course-math-5", "name": "MATH-5"}, "process": true,
        },
        "generated": {"id": "urn:uuid:6f1c7d02-58b4-4f0e-9d3a-2a1f0c9be3aa", "type": collection, "items": items},
    })
}

fn completed(id: &str) -> Value {
    let items = json!([
        {"type": "xpEarned", "value": 7.5}, {"type": "totalQuestions", "value": 10},
        {"type": "correctQuestions", "value": 9}, {"type": "masteredUnits", "value": 1},
    ]);
    event(
        id,
        "ActivityEvent",
        "Completed",
        "TimebackActivityMetricsCollection",
        &items,
    )
}

fn spent(id: &str) -> Value {
    let items = json!([{"type": "active", "value": 450}, {"type": "waste", "value": 12.5}, {"type": "unknown", "value": 3}]);
    event(
        id,
        "TimeSpentEvent",
        "SpentTime",
        "TimebackTimeSpentMetricsCollection",
        &items,
    )
}

async fn facts(world: &World) -> Value {
    let period = "startDate=2026-11-20T00:00:00Z&endDate=2026-11-20T23:59:59Z";
    let response = world
        .json(&format!(
            "/edubridge/analytics/activity?{period}&studentId=theo-lindqvist"
        ))
        .await;
    response["facts"].clone()
}

#[tokio::test]
async fn reported_activity_is_served_afterwards() {
    let world = World::new().await;
    assert_eq!(facts(&world).await, json!({}));
    let response = world
        .post("/caliper/event", &envelope(&[completed(ID_1), spent(ID_2)]))
        .await;
    assert_eq!(
        (response.status, &response.json()["status"]),
        (StatusCode::OK, &json!("success"))
    );
    assert_eq!(
        facts(&world).await,
        json!({"2026-11-20": {"Math": {
            "activityMetrics": {"xpEarned": 7.5, "totalQuestions": 10, "correctQuestions": 9, "masteredUnits": 1},
            "timeSpentMetrics": {"activeSeconds": 450, "inactiveSeconds": 0, "wasteSeconds": 12.5},
            "apps": ["Game"],
        }}})
    );
    let week = world
        .json("/edubridge/analytics/facts/weekly?weekDate=2026-11-20&studentId=theo-lindqvist")
        .await;
    assert_eq!(week["facts"].as_array().unwrap().len(), 2);
    assert_eq!(week["facts"][0]["courseName"], "Math 5");
    assert_eq!(week["facts"][0]["sensor"], "https://game.example.com");
}

#[tokio::test]
async fn the_same_event_counts_once() {
    let world = World::new().await;
    for _ in 0..2 {
        let twice = envelope(&[completed(ID_1), completed(ID_1)]);
        assert_eq!(
            world.post("/caliper/event", &twice).await.status,
            StatusCode::OK
        );
    }
    assert_eq!(
        facts(&world).await["2026-11-20"]["Math"]["activityMetrics"]["xpEarned"],
        7.5
    );
}

#[tokio::test]
async fn validation_stores_nothing() {
    let world = World::new().await;
    let response = world
        .post("/caliper/event/validate", &envelope(&[completed(ID_1)]))
        .await;
    assert_eq!(
        (response.status, &response.json()["status"]),
        (StatusCode::OK, &json!("success"))
    );
    assert_eq!(facts(&world).await, json!({}));
}

#[tokio::test]
async fn all_problems_are_reported_by_path_and_nothing_is_stored() {
    let world = World::new().await;
    let mut wrong = completed(ID_2);
    wrong["actor"]["email"] = json!("");
    wrong["object"]["subject"] = json!("Maths");
    wrong["eventTime"] = json!("yesterday");
    wrong["generated"]["items"][1]["value"] = json!(1.5);
    wrong["generated"]["items"][3]["type"] = json!("coins");
    let mut envelope = envelope(&[completed(ID_1), wrong]);
    envelope["sendTime"] = Value::Null;

    let response = world.post("/caliper/event", &envelope).await;
    assert_eq!(response.status, StatusCode::BAD_REQUEST);
    let errors = response.json()["errors"].clone();
    let paths: Vec<&str> = errors
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["path"].as_str().unwrap())
        .collect();
    for path in [
        "sendTime",
        "data[1].actor.email",
        "data[1].object.subject",
        "data[1].eventTime",
        "data[1].generated.items[1].value",
        "data[1].generated.items[3].type",
    ] {
        assert!(paths.contains(&path), "{path} in {paths:?}");
    }
    assert_eq!(facts(&world).await, json!({}));
}

#[tokio::test]
async fn an_invalid_envelope_is_rejected() {
    let world = World::new().await;
    for body in [json!({}), json!([]), json!("hello"), envelope(&[])] {
        let response = world.post("/caliper/event", &body).await;
        assert_eq!(
            (response.status, &response.json()["status"]),
            (StatusCode::BAD_REQUEST, &json!("error"))
        );
    }
    let garbage = world
        .send(
            "POST",
            "/caliper/event",
            "application/json",
            "{\"sens".to_owned(),
        )
        .await;
    assert_eq!(garbage.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn events_of_other_profiles_or_unknown_users_are_accepted_without_facts() {
    let world = World::new().await;
    let question = json!({"@context": VERSION, "id": ID_3, "type": "AssessmentItemEvent", "action": "Started", "eventTime": PLAYED});
    let mut stranger = completed(ID_4);
    stranger["actor"] = json!({"id": "https://example.com/users/nobody", "type": "TimebackUser", "email": "nobody@example.com"});
    assert_eq!(
        world
            .post("/caliper/event", &envelope(&[question, stranger]))
            .await
            .status,
        StatusCode::OK
    );
    assert_eq!(facts(&world).await, json!({}));
}
