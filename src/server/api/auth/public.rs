use axum::{Json, extract::State, http::header, response::IntoResponse};
use serde_json::{Value, json};

use super::error::ApiError;
use crate::{identity::KEYS_PUBLISHED_FOR, server::AppState};

/// `GET /health`: who answers here.
pub async fn health() -> Json<Value> {
    Json(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "name": "timeback-dashboard",
        "description": "Accounts of a self-hosted student dashboard, by the API of GoTrue",
    }))
}

/// `GET /settings`: which ways in there are.
pub async fn settings(State(state): State<AppState>) -> Json<Value> {
    let rules = state.identity.rules();
    Json(json!({
        "external": { "email": true, "phone": false, "anonymous_users": false },
        "disable_signup": !rules.can_sign_up(),
        "mailer_autoconfirm": rules.autoconfirm,
        "phone_autoconfirm": false,
        "sms_provider": "",
        "saml_enabled": false,
        "passkeys_enabled": false,
    }))
}

/// `GET /.well-known/jwks.json`: the keys by which anybody can check our access tokens.
pub async fn keys(State(state): State<AppState>) -> Result<impl IntoResponse, ApiError> {
    let kept = format!("public, max-age={}", KEYS_PUBLISHED_FOR.as_secs());
    let keys = state.identity.published_keys().await?;
    Ok(([(header::CACHE_CONTROL, kept)], Json(keys)))
}
