use axum::http::Method;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::client::{BELIEVING, text};
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
async fn the_openid_configuration_names_the_issuer_of_tokens_and_where_its_keys_are() {
    let world = World::with(&[
        ("PUBLIC_URL", "https://school.example"),
        ("AUTH_AUTOCONFIRM", "true"),
    ])
    .await;
    let client = world.client();
    let answer = client.get("/.well-known/openid-configuration", "").await;
    assert_eq!(answer.header("cache-control"), Some("public, max-age=600"));
    let configuration = answer.json();
    let issuer = "https://school.example/auth/v1";
    assert_eq!(configuration["issuer"], issuer);
    let keys = format!("{issuer}/.well-known/jwks.json");
    assert_eq!(configuration["jwks_uri"], keys);
    let algorithms = &configuration["id_token_signing_alg_values_supported"];
    assert_eq!(algorithms, &json!(["ES256"]));
    let session = client.sign_up().await;
    let claims = text(&session["access_token"]).split('.').nth(1).unwrap();
    let claims = URL_SAFE_NO_PAD.decode(claims).unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!(claims["iss"], issuer);
    let named = configuration["claims_supported"].as_array().unwrap();
    for claim in named {
        assert!(claims.get(text(claim)).is_some(), "{claim}");
    }
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
