//! The signed-in user's own sessions. GoTrue has no such endpoints.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    bearer::Bearer,
    error::ApiError,
    possible_errors::{Refused, map_error},
    tag,
};
use crate::server::{AppState, client_info::Client};
use identity::{EndSessionError, OwnSession};

/// The user's active sessions.
#[derive(Serialize, ToSchema)]
pub struct OwnSessions {
    sessions: Vec<SessionEntry>,
}

/// An active session, in a browser or an app.
#[derive(Serialize, ToSchema)]
struct SessionEntry {
    id: String,
    /// Whether this is the session of the access token sent with the request.
    #[schema(example = true)]
    current: bool,
    /// `User-Agent` header of the client; null when unknown.
    #[schema(required = true, example = "Mozilla/5.0 (X11; CrOS x86_64)")]
    user_agent: Option<String>,
    /// IP address of the client; null when unknown.
    #[schema(required = true, example = "203.0.113.7")]
    ip_address: Option<String>,
    last_active_at: Timestamp,
    created_at: Timestamp,
    expires_at: Timestamp,
}

impl From<&OwnSession> for SessionEntry {
    fn from(session: &OwnSession) -> Self {
        Self {
            id: session.id.as_str().to_owned(),
            current: session.is_current,
            user_agent: session.user_agent.clone(),
            ip_address: session.address.clone(),
            last_active_at: session.last_active_at,
            created_at: session.created_at,
            expires_at: session.expires_at,
        }
    }
}

/// `GET /user/sessions`: lists the user's active sessions, most recently used first.
#[utoipa::path(get, path = "/user/sessions", tag = tag::USER, operation_id = "listSessions",
    security(("bearer" = [])),
    responses((status = OK, body = OwnSessions, description = "The active sessions"),
        Refused<(Bearer,)>))]
pub async fn list(
    State(state): State<AppState>,
    Bearer(auth): Bearer,
) -> Result<Json<OwnSessions>, ApiError> {
    let sessions = state.identity.own_sessions(&auth).await?;
    let sessions = sessions.iter().map(SessionEntry::from).collect();
    Ok(Json(OwnSessions { sessions }))
}

map_error!(EndSessionError {
    NoSuchSession => ApiError::new(404, "session_not_found", "Session not found"),
});

/// `DELETE /user/sessions/{id}`: ends one of the user's sessions.
#[utoipa::path(delete, path = "/user/sessions/{id}", tag = tag::USER, operation_id = "endSession",
    params(("id" = String, Path, description = "ID of the session")), security(("bearer" = [])),
    responses((status = NO_CONTENT, description = "The session has ended"),
        Refused<(Bearer, EndSessionError)>))]
pub async fn end(
    State(state): State<AppState>,
    Bearer(auth): Bearer,
    Path(id): Path<String>,
    Client(client): Client,
) -> Result<StatusCode, ApiError> {
    state.identity.end_own_session(&auth, &id, &client).await?;
    Ok(StatusCode::NO_CONTENT)
}
