use axum::{
    extract::{Query, State},
    http::StatusCode,
};
use serde::Deserialize;

use super::{bearer::Bearer, error::ApiError};
use crate::{
    identity::SignOutScope,
    server::{AppState, caller::Asked},
};

/// Which sessions shall end.
#[derive(Deserialize)]
pub struct Scope {
    scope: Option<String>,
}

/// `POST /logout`: ends the user's sessions of a scope, by default all of them. Who is signed out already has what they
/// want.
pub async fn sign_out(
    State(state): State<AppState>,
    Query(scope): Query<Scope>,
    Asked(caller): Asked,
    bearer: Result<Bearer, ApiError>,
) -> Result<StatusCode, ApiError> {
    let scope = match scope.scope.as_deref() {
        None | Some("" | "global") => SignOutScope::Global,
        Some("local") => SignOutScope::Local,
        Some("others") => SignOutScope::Others,
        Some(_) => return Err(ApiError::invalid("Unsupported logout scope")),
    };
    let access = match bearer {
        Ok(Bearer(access)) => access,
        Err(error) if error.is_forbidden() => return Ok(StatusCode::NO_CONTENT),
        Err(error) => return Err(error),
    };
    let ended = state.identity.sign_out(&access, scope, &caller).await?;
    for session in &ended {
        state.profiles.forget(session.as_str());
    }
    tracing::info!(sessions = ended.len(), "a user signed out");
    Ok(StatusCode::NO_CONTENT)
}
