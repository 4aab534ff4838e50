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

/// The user without what differs from one to the next.
fn without_ids(mut user: Value) -> Value {
    let id = user["id"].take();
    assert_eq!(user["identities"][0]["user_id"].take(), id);
    assert_eq!(user["identities"][0]["id"].take(), id);
    assert_eq!(user["identities"][0]["identity_data"]["sub"].take(), id);
    assert!(user["identities"][0]["identity_id"].take().is_string());
    user
}
