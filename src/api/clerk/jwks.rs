use axum::{Json, extract::State, response::IntoResponse};

use super::error::ClerkError;
use crate::server::AppState;

/// `GET /jwks`: returns the public keys that verify access tokens, as `/auth/v1/.well-known/jwks.json` does.
pub async fn keys(State(state): State<AppState>) -> Result<impl IntoResponse, ClerkError> {
    Ok(Json(state.identity.published_keys().await?))
}
