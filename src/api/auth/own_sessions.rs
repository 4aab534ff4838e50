//! The sessions of who asks, which GoTrue does not tell.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{bearer::Bearer, error::ApiError, tag};
use crate::server::{AppState, client_info::Client};
use identity::OwnSession;

/// Sessions.
#[derive(Serialize, ToSchema)]
pub struct OwnSessions {
    sessions: Vec<SessionEntry>,
}

/// A session: in a browser or an app.
#[derive(Serialize, ToSchema)]
struct SessionEntry {
    id: String,
    /// Whether it is the one that asks.
    #[schema(example = true)]
    current: bool,
    #[schema(required = true, example = "Mozilla/5.0 (X11; CrOS x86_64)")]
    user_agent: Option<String>,
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

/// `GET /user/sessions`: the sessions that hold now, the last used first.
#[utoipa::path(get, path = "/user/sessions", tag = tag::USER, operation_id = "listSessions",
    security(("bearer" = [])),
    responses((status = OK, body = OwnSessions, description = "The sessions")))]
pub async fn list(
    State(state): State<AppState>,
    Bearer(auth): Bearer,
) -> Result<Json<OwnSessions>, ApiError> {
    let sessions = state.identity.own_sessions(&auth).await?;
    let sessions = sessions.iter().map(SessionEntry::from).collect();
    Ok(Json(OwnSessions { sessions }))
}

/// `DELETE /user/sessions/{id}`: ends one of them.
#[utoipa::path(delete, path = "/user/sessions/{id}", tag = tag::USER, operation_id = "endSession",
    params(("id" = String, Path, description = "The session")), security(("bearer" = [])),
    responses((status = NO_CONTENT, description = "It has ended")))]
pub async fn end(
    State(state): State<AppState>,
    Bearer(auth): Bearer,
    Path(id): Path<String>,
    Client(client): Client,
) -> Result<StatusCode, ApiError> {
    state.identity.end_own_session(&auth, &id, &client).await?;
    Ok(StatusCode::NO_CONTENT)
}
