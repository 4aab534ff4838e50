//! A school without a mail server: what takes a mail is refused at once, and what does not goes on.

use axum::http::Method;
use serde_json::json;

use crate::{
    auth_api::client::{BELIEVING, Client, MAYA, PASSWORD, VERSION, refusal},
    world::World,
};

/// A real platform, which is never called.
const REAL: [(&str, &str); 6] = [
    ("TIMEBACK_ENV", "staging"),
    ("TIMEBACK_API_CLIENT_ID", "client"),
    ("TIMEBACK_API_CLIENT_SECRET", "secret"),
    ("TIMEBACK_SSO_CLIENT_ID", "client"),
    ("TIMEBACK_SSO_CLIENT_SECRET", "secret"),
    ("PUBLIC_URL", "http://127.0.0.1:3000"),
];

async fn settings(client: &Client) -> serde_json::Value {
    client
        .send(Method::GET, "/settings", &[VERSION], "")
        .await
        .json()
}

#[tokio::test]
async fn nobody_signs_up_where_addresses_are_neither_believed_nor_mailed_to() {
    let world = World::with(&REAL).await;
    let client = world.client();
    let maya = json!({ "email": MAYA, "password": PASSWORD });
    let answer = client.post("/signup", maya).await;
    assert_eq!(refusal(&answer), (422, "signup_disabled".into()));
    assert_eq!(settings(&client).await["disable_signup"], true);
}

#[tokio::test]
async fn whoever_asks_for_a_mail_hears_that_none_is_sent() {
    let variables: Vec<_> = REAL.iter().chain(BELIEVING).copied().collect();
    let world = World::with(&variables).await;
    let client = world.client();
    let session = client.sign_up().await;
    for path in ["/otp", "/magiclink", "/recover"] {
        let answer = client.post(path, json!({ "email": MAYA })).await;
        assert_eq!(refusal(&answer), (422, "otp_disabled".into()), "{path}");
    }
    let token = session["access_token"].as_str().unwrap();
    let answer = client.get("/reauthenticate", token).await;
    assert_eq!(refusal(&answer), (422, "otp_disabled".into()));
    assert_eq!(client.sign_in(PASSWORD).await.status, 200);
    assert_eq!(settings(&client).await["disable_signup"], false);
    assert_eq!(world.anonymous().get("/_mailbox").await.status, 404);
}
