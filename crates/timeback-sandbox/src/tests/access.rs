use axum::body::Body;
use axum::http::{Request, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::world::{NOW, World};

const USERS: &str = "/ims/oneroster/rostering/v1p2/users";

async fn token_with_basic(credentials: &str) -> (StatusCode, serde_json::Value) {
    let request = Request::post("/oauth2/token")
        .header(
            "authorization",
            format!("Basic {}", STANDARD.encode(credentials)),
        )
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("grant_type=client_credentials"))
        .unwrap();
    let response = World::without_token(NOW).ask(request).await.unwrap();
    (response.status, response.json())
}

#[tokio::test]
async fn a_client_gets_a_token_by_header_or_form() {
    let (status, response) = token_with_basic("sandbox:sandbox-secret").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(response["expires_in"], 3600);
    assert_eq!(response["token_type"], "Bearer");
    World::new().await.json(USERS).await;
}

#[tokio::test]
async fn wrong_credentials_are_rejected_with_the_providers_error() {
    for credentials in ["sandbox:wrong", "other:sandbox-secret", "sandbox"] {
        let (status, response) = token_with_basic(credentials).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert_eq!(response, json!({"error": "invalid_client"}));
    }
    let form = World::without_token(NOW)
        .post_form(
            "/oauth2/token",
            "grant_type=client_credentials&client_id=sandbox",
        )
        .await;
    assert_eq!(form.json(), json!({"error": "invalid_client"}));
}

#[tokio::test]
async fn any_scope_is_rejected() {
    let form =
        "grant_type=client_credentials&client_id=sandbox&client_secret=sandbox-secret&scope=admin";
    let response = World::without_token(NOW)
        .post_form("/oauth2/token", form)
        .await;
    assert_eq!(response.status, StatusCode::BAD_REQUEST);
    assert_eq!(response.json(), json!({"error": "invalid_scope"}));
}

#[tokio::test]
async fn other_grants_are_refused() {
    let world = World::without_token(NOW);
    let response = world
        .post_form("/oauth2/token", "grant_type=password")
        .await;
    assert_eq!(
        (response.status, response.json()),
        (
            StatusCode::BAD_REQUEST,
            json!({"error": "unsupported_grant_type"})
        )
    );
    let response = world.post_form("/oauth2/token", "").await;
    assert_eq!(response.json(), json!({"error": "invalid_request"}));
}

#[tokio::test]
async fn data_requires_a_valid_token() {
    let world = World::without_token(NOW);
    for uri in [
        USERS,
        "/edubridge/enrollments/user/maya-okafor",
        "/edubridge/analytics/activity",
    ] {
        for client in [world.with_token(""), world.with_token("made-up")] {
            let response = client.get(uri).await;
            assert_eq!(response.status, StatusCode::UNAUTHORIZED, "{uri}");
            let minor = &response.json()["imsx_CodeMinor"]["imsx_codeMinorField"][0];
            assert_eq!(minor["imsx_codeMinorFieldValue"], "unauthorisedrequest");
        }
    }
    let posted = world.post("/caliper/event", &json!({})).await;
    assert_eq!(posted.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_home_page_is_public_and_lists_the_people() {
    let response = World::without_token(NOW).get("/").await;
    assert_eq!(response.status, StatusCode::OK);
    assert!(
        response.text.contains("student@example.com") && response.text.contains("/caliper/event")
    );
    assert!(!response.text.contains("<script>"));
}
