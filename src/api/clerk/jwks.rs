use axum::{Json, extract::State, http::header, response::IntoResponse};

use super::{authentication::SecretKey, error::ClerkError, possible_errors::Refused, tag};
use crate::server::AppState;
use identity::KEYS_PUBLISHED_FOR;

/// `GET /clerk/.well-known/jwks.json`: returns the public keys that verify session and access tokens.
///
/// They are those of `/auth/v1/.well-known/jwks.json`, at the issuer that session tokens name.
#[utoipa::path(get, path = "/clerk/.well-known/jwks.json", tag = tag::PROGRAMS, operation_id = "clerkGetPublishedJwks",
    responses((status = OK, body = serde_json::Value, description = "The JSON Web Key Set"),
        Refused<()>))]
pub async fn published(state: State<AppState>) -> Result<impl IntoResponse, ClerkError> {
    keys(state).await
}

/// `GET /jwks`: returns the public keys that verify session and access tokens.
#[utoipa::path(get, path = "/jwks", tag = tag::PROGRAMS, operation_id = "clerkGetJwks",
    security(("secretKey" = [])),
    responses((status = OK, body = serde_json::Value, description = "The JSON Web Key Set"),
        Refused<(SecretKey,)>))]
pub async fn keys(State(state): State<AppState>) -> Result<impl IntoResponse, ClerkError> {
    let kept = format!("public, max-age={}", KEYS_PUBLISHED_FOR.as_secs());
    let keys = state.identity.published_keys().await?;
    Ok(([(header::CACHE_CONTROL, kept)], Json(keys)))
}
