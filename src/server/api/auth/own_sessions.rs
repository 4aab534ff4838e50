//! The sessions of who asks, which GoTrue does not tell.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde_json::{Value, json};

use super::{bearer::Bearer, error::ApiError};
use crate::{
    identity::OwnSession,
    server::{AppState, caller::Asked},
};

/// `GET /user/sessions`: the sessions that hold now, the last used first.
pub async fn list(
    State(state): State<AppState>,
    Bearer(access): Bearer,
) -> Result<Json<Value>, ApiError> {
    let sessions = state.identity.own_sessions(&access).await?;
    let sessions: Vec<Value> = sessions.iter().map(entry).collect();
    Ok(Json(json!({ "sessions": sessions })))
}

/// `DELETE /user/sessions/{id}`: ends one of them.
pub async fn end(
    State(state): State<AppState>,
    Bearer(access): Bearer,
    Path(id): Path<String>,
    Asked(caller): Asked,
) -> Result<StatusCode, ApiError> {
    let ended = state
        .identity
        .end_own_session(&access, &id, &caller)
        .await?;
    state.profiles.forget(ended.as_str());
    Ok(StatusCode::NO_CONTENT)
}

fn entry(session: &OwnSession) -> Value {
    json!({
        "id": session.id.as_str(),
        "current": session.is_current,
        "user_agent": session.user_agent,
        "ip_address": session.address,
        "last_active_at": session.last_active_at,
        "created_at": session.created_at,
        "expires_at": session.expires_at,
    })
}
