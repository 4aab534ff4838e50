use axum::http::Method;
use serde_json::{Value, json};

use super::client::{BELIEVING, MAYA, PASSWORD, VERSION, refusal, text};
use crate::world::World;

#[tokio::test]
async fn an_error_has_the_form_of_the_clients_version() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let old = client.send(Method::GET, "/user", &[], "").await;
    assert_eq!(old.status, 401);
    assert_eq!(
        old.json(),
        json!({
            "code": 401,
            "error_code": "no_authorization",
            "msg": "This endpoint requires a valid Bearer token",
        })
    );
    assert_eq!(old.header("x-supabase-api-version"), None);
    let new = client.send(Method::GET, "/user", &[VERSION], "").await;
    assert_eq!(
        new.json(),
        json!({
            "code": "no_authorization",
            "message": "This endpoint requires a valid Bearer token",
        })
    );
    assert_eq!(new.header("x-supabase-api-version"), Some("2024-01-01"));
    for answer in [old, new] {
        assert_eq!(answer.header("x-sb-error-code"), Some("no_authorization"));
        assert_eq!(answer.header("content-type"), Some("application/json"));
    }
}

/// Invalid requests and their errors.
#[rustfmt::skip]
fn mistakes() -> [(&'static str, Value, u16, &'static str); 18] {
    [
        ("/signup", json!({ "email": MAYA, "password": PASSWORD }), 422, "user_already_exists"),
        ("/signup", json!({ "email": "a@b.c", "password": "short" }), 422, "weak_password"),
        ("/signup", json!({ "email": "a@b.c", "password": "x".repeat(129) }), 400, "validation_failed"),
        ("/signup", json!({ "email": "a@b.c" }), 400, "validation_failed"),
        ("/signup", json!({ "email": "nobody", "password": PASSWORD }), 400, "validation_failed"),
        ("/signup", json!({ "email": "a@b.c", "phone": "123", "password": PASSWORD }), 400, "validation_failed"),
        ("/signup", json!({ "phone": "123", "password": PASSWORD }), 400, "phone_provider_disabled"),
        ("/signup", json!({}), 422, "anonymous_provider_disabled"),
        ("/signup", json!({ "email": 7 }), 400, "bad_json"),
        ("/signup", json!([]), 400, "bad_json"),
        ("/token?grant_type=password", json!({ "email": MAYA, "password": "wrong password" }), 400, "invalid_credentials"),
        ("/token?grant_type=password", json!({ "email": "nobody@example.com", "password": PASSWORD }), 400, "invalid_credentials"),
        ("/token?grant_type=password", json!({ "email": MAYA }), 400, "validation_failed"),
        ("/token?grant_type=magic", json!({}), 400, "invalid_credentials"),
        ("/token", json!({}), 400, "invalid_credentials"),
        ("/token?grant_type=refresh_token", json!({ "refresh_token": "nonsense" }), 400, "refresh_token_not_found"),
        ("/token?grant_type=refresh_token", json!({}), 400, "validation_failed"),
        ("/nowhere", json!({}), 404, "not_found"),
    ]
}

#[tokio::test]
async fn each_mistake_has_its_status_and_code() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    client.sign_up().await;
    for (path, body, status, code) in mistakes() {
        let answer = client.post(path, body.clone()).await;
        assert_eq!(refusal(&answer), (status, code.to_owned()), "{path} {body}");
    }
    let answer = client
        .send(Method::POST, "/signup", &[VERSION], "not json")
        .await;
    assert_eq!(refusal(&answer), (400, "bad_json".to_owned()));
    let answer = client.send(Method::DELETE, "/signup", &[VERSION], "").await;
    assert_eq!(refusal(&answer), (405, "method_not_allowed".to_owned()));
}

#[tokio::test]
async fn a_list_is_no_body_though_it_has_the_fields_in_their_order() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    for (path, body) in [
        ("/signup", json!([MAYA, null, PASSWORD, null, null, null])),
        (
            "/token?grant_type=password",
            json!([MAYA, null, PASSWORD, null, null, null]),
        ),
        ("/otp", json!([MAYA, null, true, null, null, null])),
    ] {
        let answer = client.post(path, body).await;
        assert_eq!(refusal(&answer), (400, "bad_json".to_owned()), "{path}");
    }
}

#[tokio::test]
async fn a_weak_password_is_refused_with_its_reason() {
    let world = World::with(BELIEVING).await;
    let answer = world
        .client()
        .post("/signup", json!({ "email": MAYA, "password": "1234567" }))
        .await;
    assert_eq!(
        answer.json()["weak_password"],
        json!({ "reasons": ["length"] })
    );
}

#[tokio::test]
async fn a_token_that_does_not_hold_is_refused_in_words_of_its_own() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let session = client.sign_up().await;
    let token = text(&session["access_token"]);
    let malformed = [("authorization", "Bearer a b"), VERSION];
    let answer = client.send(Method::GET, "/user", &malformed, "").await;
    assert_eq!(refusal(&answer), (401, "no_authorization".to_owned()));
    let answer = client.get("/user", "a.b.c").await;
    assert_eq!(refusal(&answer), (403, "bad_jwt".to_owned()));
    let any_case = format!("bearer {token}");
    let any_case = [("authorization", any_case.as_str())];
    let answer = client.send(Method::GET, "/user", &any_case, "").await;
    assert_eq!(answer.status, 200);
    client.sign_out("/logout", token).await;
    let answer = client.get("/user", token).await;
    assert_eq!(refusal(&answer), (403, "session_not_found".to_owned()));
}

#[tokio::test]
async fn a_store_that_fails_is_our_mistake_and_says_nothing_of_it() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let session = client.sign_up().await;
    world
        .break_store("ALTER TABLE users RENAME TO elsewhere")
        .await;
    let answer = client.get("/user", text(&session["access_token"])).await;
    assert_eq!(refusal(&answer), (503, "unexpected_failure".to_owned()));
    assert_eq!(answer.header("retry-after"), Some("5"));
    assert!(!answer.body.contains("users"), "{}", answer.body);
}
