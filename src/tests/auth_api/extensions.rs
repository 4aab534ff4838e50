//! Extensions of GoTrue's API: the list of a user's sessions, and account deletion.

use axum::http::Method;
use serde_json::Value;

use super::client::{BELIEVING, Client, PASSWORD, VERSION, refusal, text};
use crate::{
    browser::Answer,
    clock::{HOUR, MINUTE},
    world::World,
};

async fn delete(client: &Client, path: &str, session: &Value) -> Answer {
    let bearer = format!("Bearer {}", text(&session["access_token"]));
    let headers = [VERSION, ("authorization", bearer.as_str())];
    client.send(Method::DELETE, path, &headers, "").await
}

async fn sessions(client: &Client, session: &Value) -> Vec<Value> {
    let answer = client
        .get("/user/sessions", text(&session["access_token"]))
        .await;
    answer.json()["sessions"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_user_sees_their_sessions_and_ends_one() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let first = client.sign_up().await;
    world.clock.pass(MINUTE);
    let second = client.sign_in(PASSWORD).await.json();
    let listed = sessions(&client, &second).await;
    let current: Vec<_> = listed.iter().map(|session| &session["current"]).collect();
    assert_eq!(current, [true, false]);
    let path = format!("/user/sessions/{}", text(&listed[1]["id"]));
    assert_eq!(delete(&client, &path, &second).await.status, 204);
    let ended = client.get("/user", text(&first["access_token"])).await;
    assert_eq!(refusal(&ended), (403, "session_not_found".to_owned()));
    assert_eq!(sessions(&client, &second).await.len(), 1);
    let again = delete(&client, &path, &second).await;
    assert_eq!(refusal(&again), (404, "session_not_found".to_owned()));
}

#[tokio::test]
async fn nobody_ends_or_sees_the_sessions_of_others() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let maya = client.sign_up().await;
    let leon = serde_json::json!({ "email": "leon@example.com", "password": PASSWORD });
    let leon = client.post("/signup", leon).await.json();
    let of_maya = sessions(&client, &maya).await;
    let path = format!("/user/sessions/{}", text(&of_maya[0]["id"]));
    let refused = delete(&client, &path, &leon).await;
    assert_eq!(refusal(&refused), (404, "session_not_found".to_owned()));
    assert_eq!(sessions(&client, &leon).await.len(), 1);
    assert_eq!(sessions(&client, &maya).await.len(), 1);
}

#[tokio::test]
async fn a_user_deletes_their_account_soon_after_signing_in() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let old = client.sign_up().await;
    world.clock.pass(HOUR / 2);
    let refused = delete(&client, "/user", &old).await;
    assert_eq!(
        refusal(&refused),
        (400, "reauthentication_needed".to_owned())
    );
    let session = client.sign_in(PASSWORD).await.json();
    assert_eq!(delete(&client, "/user", &session).await.status, 200);
    let gone = client.get("/user", text(&session["access_token"])).await;
    assert_eq!(refusal(&gone), (403, "user_not_found".to_owned()));
    let gone = client.sign_in(PASSWORD).await;
    assert_eq!(refusal(&gone), (400, "invalid_credentials".to_owned()));
    client.sign_up().await;
}
