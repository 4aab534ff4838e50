use axum::http::Method;
use serde_json::json;

use super::client::BELIEVING;
use crate::world::World;

#[tokio::test]
async fn anybody_may_ask_who_answers_and_which_ways_in_there_are() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let health = client.get("/health", "").await.json();
    assert_eq!(health["name"], "timeback-dashboard");
    let settings = client.get("/settings", "").await.json();
    assert_eq!(
        settings["external"],
        json!({ "email": true, "phone": false, "anonymous_users": false })
    );
    assert_eq!(settings["mailer_autoconfirm"], true);
    let world = World::new().await;
    let settings = world.client().get("/settings", "").await.json();
    assert_eq!(settings["mailer_autoconfirm"], false);
}

#[tokio::test]
async fn the_keys_are_public_and_may_be_kept_for_ten_minutes() {
    let world = World::new().await;
    let answer = world.client().get("/.well-known/jwks.json", "").await;
    assert_eq!(answer.header("cache-control"), Some("public, max-age=600"));
    let keys = answer.json();
    let key = &keys["keys"][0];
    assert_eq!(
        (&key["kty"], &key["crv"], &key["alg"], &key["use"]),
        (
            &json!("EC"),
            &json!("P-256"),
            &json!("ES256"),
            &json!("sig")
        )
    );
    assert!(key["kid"].is_string() && key.get("d").is_none());
}

#[tokio::test]
async fn a_page_of_any_origin_may_call() {
    let world = World::new().await;
    let asks = [
        ("access-control-request-method", "PUT"),
        (
            "access-control-request-headers",
            "authorization,x-supabase-api-version",
        ),
    ];
    let answer = world
        .client()
        .send(Method::OPTIONS, "/user", &asks, "")
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert!(
        answer
            .header("access-control-allow-methods")
            .unwrap()
            .contains("PUT")
    );
    assert!(
        answer
            .header("access-control-allow-headers")
            .unwrap()
            .contains("authorization")
    );
    let answer = world.client().get("/health", "").await;
    let exposed = answer.header("access-control-expose-headers").unwrap();
    assert!(
        exposed.contains("x-total-count") && exposed.contains("x-sb-error-code"),
        "{exposed}"
    );
}
