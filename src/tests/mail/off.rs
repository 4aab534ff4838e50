//! A school without a mail server: what takes a mail is refused at once, and what does not goes on.

use axum::http::Method;
use serde_json::json;

use crate::{
    auth_api::client::{Client, MAYA, PASSWORD, VERSION, refusal},
    world::World,
};

/// A real platform, which is never called. People may have accounts here, which an administrator makes.
const REAL: [(&str, &str); 7] = [
    ("TIMEBACK_ENV", "staging"),
    ("TIMEBACK_API_CLIENT_ID", "client"),
    ("TIMEBACK_API_CLIENT_SECRET", "secret"),
    ("TIMEBACK_SSO_CLIENT_ID", "client"),
    ("TIMEBACK_SSO_CLIENT_SECRET", "secret"),
    ("PUBLIC_URL", "http://127.0.0.1:3000"),
    ("AUTH_LOCAL_ACCOUNTS", "true"),
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
    let world = World::with(&REAL).await;
    let client = world.client();
    let bearer = format!("Bearer {}", world.admin_token().await);
    let headers = [VERSION, ("authorization", bearer.as_str())];
    let maya = json!({ "email": MAYA, "password": PASSWORD, "email_confirm": true });
    let made = client
        .send(Method::POST, "/admin/users", &headers, maya.to_string())
        .await;
    assert_eq!(made.status, 200, "{}", made.body);
    let session = client.sign_in(PASSWORD).await.json();
    for path in ["/otp", "/magiclink", "/recover"] {
        let answer = client.post(path, json!({ "email": MAYA })).await;
        assert_eq!(refusal(&answer), (422, "otp_disabled".into()), "{path}");
    }
    let token = session["access_token"].as_str().unwrap();
    let answer = client.get("/reauthenticate", token).await;
    assert_eq!(refusal(&answer), (422, "otp_disabled".into()));
    assert_eq!(world.anonymous().get("/_mailbox").await.status, 404);
}
