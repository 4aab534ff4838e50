use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::client::{BELIEVING, MAYA, PASSWORD, refusal};
use crate::world::World;

#[tokio::test]
async fn a_newcomer_brings_metadata_of_their_own() {
    let world = World::with(BELIEVING).await;
    let maya = json!({ "email": MAYA, "password": PASSWORD, "data": { "first_name": "Maya" } });
    let session = world.client().post("/signup", maya).await.json();
    assert_eq!(
        session["user"]["user_metadata"],
        json!({ "first_name": "Maya" })
    );
}

#[tokio::test]
async fn a_newcomer_is_what_the_server_makes_of_them() {
    let world = World::with(BELIEVING).await;
    let greedy = json!({
        "email": MAYA,
        "password": PASSWORD,
        "id": "00000000-0000-4000-8000-000000000000",
        "aud": "admin",
        "role": "service_role",
        "aal": "aal2",
        "app_metadata": { "admin": true },
        "public_metadata": { "admin": true },
        "private_metadata": { "admin": true },
        "external_id": "1",
        "user_metadata": { "not": "data" },
        "created_at": "2001-01-01T00:00:00Z",
        "identities": [{ "provider": "timeback" }],
        "factors": [{ "status": "verified" }],
    });
    let client = world.client();
    let session = client.post("/signup", greedy).await.json();
    let mut user = session["user"].clone();
    assert_ne!(user["id"].take(), "00000000-0000-4000-8000-000000000000");
    let leon = json!({ "email": "leon@example.com", "password": PASSWORD });
    let mut plain = client.post("/signup", leon).await.json()["user"].clone();
    for name in ["id", "email", "identities"] {
        user[name].take();
        plain[name].take();
    }
    assert_eq!(user, plain);
    let sessions = client
        .get("/user/sessions", session["access_token"].as_str().unwrap())
        .await;
    assert_eq!(sessions.json()["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(claims(&session)["aal"], "aal1");
    assert_eq!(claims(&session)["role"], "authenticated");
}

/// The claims of an access token.
fn claims(session: &Value) -> Value {
    let token = session["access_token"].as_str().unwrap();
    let claims = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap()
}

#[tokio::test]
async fn an_unproved_address_does_not_say_of_itself_that_it_is_proved() {
    let world = World::new().await;
    let claim = json!({
        "email": MAYA,
        "password": PASSWORD,
        "email_confirm": true,
        "email_confirmed_at": "2026-01-01T00:00:00Z",
    });
    let user = world.client().post("/signup", claim).await.json();
    assert_eq!(user["email_confirmed_at"], Value::Null);
    let answer = world.client().sign_in(PASSWORD).await;
    assert_eq!(refusal(&answer), (400, "email_not_confirmed".to_owned()));
}

#[tokio::test]
async fn where_addresses_are_proved_the_answer_is_the_same_for_an_account_that_is_there() {
    let world = World::new().await;
    let client = world.client();
    let maya = || json!({ "email": MAYA, "password": PASSWORD });
    let first = client.post("/signup", maya()).await;
    let second = client.post("/signup", maya()).await;
    assert_eq!((first.status, second.status), (200, 200));
    assert_eq!(without_ids(first.json()), without_ids(second.json()));
    assert_eq!(first.json()["email_confirmed_at"], Value::Null);
    let answer = client.sign_in(PASSWORD).await;
    assert_eq!(refusal(&answer), (400, "email_not_confirmed".to_owned()));
    let answer = client.sign_in("wrong password").await;
    assert_eq!(refusal(&answer), (400, "invalid_credentials".to_owned()));
}

/// The user without fields that differ between users.
fn without_ids(mut user: Value) -> Value {
    let id = user["id"].take();
    assert_eq!(user["identities"][0]["user_id"].take(), id);
    assert_eq!(user["identities"][0]["id"].take(), id);
    assert_eq!(user["identities"][0]["identity_data"]["sub"].take(), id);
    assert!(user["identities"][0]["identity_id"].take().is_string());
    user
}
