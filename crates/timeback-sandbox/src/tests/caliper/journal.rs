use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{ID_1, ID_2, ID_3, World, completed, envelope, spent};

async fn send(world: &World, events: &[Value]) -> Value {
    let response = world.post("/caliper/event", &envelope(events)).await;
    assert_eq!(response.status, StatusCode::OK, "{}", response.text);
    response.json()
}

fn at(mut event: Value, instant: &str) -> Value {
    event["eventTime"] = json!(instant);
    event
}

#[tokio::test]
async fn events_and_duplicates_are_counted() {
    let world = World::new().await;
    send(&world, &[completed(ID_1), spent(ID_2)]).await;
    send(&world, &[completed(ID_1), completed(ID_3)]).await;
    assert_eq!(
        world.json("/_sandbox/caliper").await,
        json!({"events": 3, "duplicates": 1, "envelopes": 2})
    );
    assert_eq!(
        world.json("/_sandbox/caliper?actor=theo-lindqvist").await,
        json!({"eventIds": [ID_1, ID_2, ID_3]})
    );
    assert_eq!(
        world.json("/_sandbox/caliper?actor=maya-okafor").await,
        json!({"eventIds": []})
    );
}

#[tokio::test]
async fn a_job_lists_the_result_of_each_event() {
    let world = World::new().await;
    send(&world, &[completed(ID_1)]).await;
    let job = send(&world, &[spent(ID_2), completed(ID_1)]).await;
    let id = job["jobId"].as_str().unwrap();
    let status = world.json(&format!("/jobs/{id}/status")).await;
    assert_eq!(status["job"]["state"], "completed");
    assert_eq!(
        status["job"]["returnValue"],
        json!({"status": "success", "results": [
            {"allocatedId": "2", "externalId": ID_2}, {"allocatedId": "1", "externalId": ID_1},
        ]})
    );
    assert_eq!(
        world.get("/jobs/9/status").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn events_are_kept_as_they_were_sent() {
    let world = World::new().await;
    let sent = completed(ID_1);
    send(&world, std::slice::from_ref(&sent)).await;
    let stored = world.json(&format!("/caliper/events/{ID_1}")).await["event"].clone();
    assert_eq!(stored["externalId"], ID_1);
    assert_eq!(stored["sensor"], "https://game.example.com");
    for name in ["type", "action", "profile", "actor", "object", "generated"] {
        assert_eq!(stored[name], sent[name], "{name}");
    }
    let missing = world.get(&format!("/caliper/events/{ID_2}")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn events_are_listed_by_page_time_and_actor() {
    let world = World::new().await;
    send(
        &world,
        &[
            at(completed(ID_1), "2026-11-18T10:00:00Z"),
            at(completed(ID_2), "2026-11-19T10:00:00Z"),
            at(completed(ID_3), "2026-11-20T10:00:00Z"),
        ],
    )
    .await;
    let ids = async |query: &str| {
        let response = world.json(&format!("/caliper/events?{query}")).await;
        let events = response["events"].as_array().unwrap().iter();
        let ids: Vec<String> = events
            .map(|event| event["externalId"].as_str().unwrap().to_owned())
            .collect();
        (ids, response["pagination"].clone())
    };
    let (second_page, pagination) = ids("limit=2&offset=2").await;
    assert_eq!(second_page, [ID_3]);
    assert_eq!(
        pagination,
        json!({"total": 3, "totalPages": 2, "currentPage": 2, "limit": 2})
    );
    assert_eq!(
        ids("startDate=2026-11-19&endDate=2026-11-19").await.0,
        [ID_2]
    );
    assert_eq!(ids("actorEmail=New.Student@example.com").await.0.len(), 3);
    assert_eq!(ids("actorEmail=student@example.com").await.0.len(), 0);
    assert_eq!(ids("sensor=https://other.example.com").await.0.len(), 0);
    let refused = world.get("/caliper/events?limit=0").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_reset_removes_all_events() {
    let world = World::new().await;
    send(&world, &[completed(ID_1)]).await;
    let undone = world
        .send("DELETE", "/_sandbox/changes", "", String::new())
        .await;
    assert_eq!(undone.status, StatusCode::NO_CONTENT);
    assert_eq!(world.json("/_sandbox/caliper").await["events"], 0);
    assert_eq!(super::facts(&world).await, json!({}));
}

/// An invalid value, and the path and message of its problem.
type Case = (&'static str, fn(&mut Value), &'static str);

#[tokio::test]
async fn violations_of_the_profile_are_reported_by_path() {
    let world = World::new().await;
    let cases: [Case; 6] = [
        (
            "no UUID",
            |event| event["id"] = json!("urn:uuid:1"),
            "data[0].id",
        ),
        (
            "no course",
            |event| event["object"]["course"] = Value::Null,
            "data[0].object.course.id",
        ),
        (
            "a total without correct ones",
            |event| {
                event["generated"]["items"]
                    .as_array_mut()
                    .unwrap()
                    .remove(2);
            },
            "data[0].generated.items",
        ),
        (
            "more correct than asked",
            |event| event["generated"]["items"][2]["value"] = json!(11),
            "data[0].generated.items",
        ),
        (
            "attempt 0",
            |event| event["generated"]["attempt"] = json!(0),
            "data[0].generated.attempt",
        ),
        (
            "a session of another kind",
            |event| event["session"] = json!("run 7"),
            "data[0].session",
        ),
    ];
    for (about, spoil, path) in cases {
        let mut event = completed(ID_1);
        spoil(&mut event);
        let response = world.post("/caliper/event", &envelope(&[event])).await;
        assert_eq!(response.status, StatusCode::BAD_REQUEST, "{about}");
        assert_eq!(response.json()["errors"][0]["path"], path, "{about}");
    }
    let huge = "x".repeat(1024 * 1024 + 1);
    let response = world
        .send("POST", "/caliper/event", "application/json", huge)
        .await;
    assert_eq!(response.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(response.json()["status"], "error");
    assert_eq!(world.json("/_sandbox/caliper").await["envelopes"], 0);
}
