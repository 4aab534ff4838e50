use axum::{Json, extract::State, http::header, response::IntoResponse};

use super::error::ClerkError;
use crate::server::AppState;
use identity::KEYS_PUBLISHED_FOR;

/// `GET /jwks` and `GET /clerk/.well-known/jwks.json`: returns the public keys that verify session and access tokens, as
/// `/auth/v1/.well-known/jwks.json` does. The latter is for everybody: session tokens name `/clerk` as their issuer.
pub async fn keys(State(state): State<AppState>) -> Result<impl IntoResponse, ClerkError> {
    let kept = format!("public, max-age={}", KEYS_PUBLISHED_FOR.as_secs());
    let keys = state.identity.published_keys().await?;
    Ok(([(header::CACHE_CONTROL, kept)], Json(keys)))
}
