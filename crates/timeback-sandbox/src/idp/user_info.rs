//! The user info endpoint.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Account, Idp};

/// `GET /oauth2/userInfo`
pub async fn show(State(idp): State<Idp>, headers: HeaderMap) -> Response {
    let Some(token) = bearer_token(&headers) else {
        return unauthorized("Bearer");
    };
    match idp.access_tokens.find(token, idp.now()) {
        Some(account) => (
            [(header::CACHE_CONTROL, "no-store")],
            Json(claims(&account)),
        )
            .into_response(),
        None => {
            unauthorized(r#"Bearer error="invalid_token", error_description="unknown or expired""#)
        }
    }
}

/// Returns the claims. As at Cognito, `email_verified` is a string here and a boolean in the ID token.
fn claims(account: &Account) -> Value {
    json!({
        "sub": account.subject,
        "email": account.email,
        "email_verified": "true",
        "given_name": account.given_name,
        "family_name": account.family_name,
    })
}

fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("Bearer")
        .then_some(token.trim())
}

fn unauthorized(challenge: &'static str) -> Response {
    (
        StatusCode::UNAUTHORIZED,
        [(header::WWW_AUTHENTICATE, challenge)],
    )
        .into_response()
}
