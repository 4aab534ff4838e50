use axum::http::StatusCode;
use serde_json::json;

use super::world::World;

const USERS: &str = "/ims/oneroster/rostering/v1p2/users";

#[tokio::test]
async fn generated_students_follow_the_default_people_and_can_be_removed() {
    let world = World::new().await;
    let cast = world.json(&format!("{USERS}?limit=3000")).await;
    let put = async |count: u32| {
        world
            .put("/_sandbox/roster", &json!({ "students": count }))
            .await
            .status
    };
    assert_eq!(put(10_000).await, StatusCode::NO_CONTENT);

    let first = world.json(&format!("{USERS}?limit=12")).await;
    assert_eq!(first["users"], cast["users"]);
    assert_eq!(first["totalCount"], 10_012);
    let next = world.json(&format!("{USERS}?limit=1&offset=12")).await;
    assert_eq!(next["users"][0]["sourcedId"], "student-00001");
    let last = world.get(&format!("{USERS}?limit=3000&offset=9000")).await;
    assert_eq!(last.headers["x-total-count"], "10012");
    assert_eq!(
        last.json()["users"][1011]["email"],
        "student-10000@example.com"
    );
    let found = world
        .json(&format!(
            "{USERS}?filter=email%3D%27student-00777%40example.com%27"
        ))
        .await;
    assert_eq!(found["users"][0]["sourcedId"], "student-00777");

    assert_eq!(put(0).await, StatusCode::NO_CONTENT);
    assert_eq!(world.json(&format!("{USERS}?limit=3000")).await, cast);
}

#[tokio::test]
async fn an_invalid_number_of_students_is_rejected() {
    let world = World::new().await;
    for wrong in [
        json!({"students": -1}),
        json!({"pupils": 3}),
        json!({"students": 1_000_000}),
    ] {
        let response = world.put("/_sandbox/roster", &wrong).await;
        assert_eq!(response.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}
