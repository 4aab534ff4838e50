use axum::{Json, extract::State};
use serde::Serialize;

use super::{
    PROGRAM, error::ClerkError, parameters::Parameters, paths::SessionPath,
    session_activity::SessionActivity,
};
use crate::server::{AppState, client_info::Client};
use identity::{RevokeSessionError, SessionStatus, UserId, UserSession};

/// Clerk's session statuses.
const STATUSES: [&str; 8] = [
    "abandoned",
    "active",
    "ended",
    "expired",
    "pending",
    "removed",
    "replaced",
    "revoked",
];

/// A session in Clerk's format. All times are milliseconds since 1970.
#[derive(Serialize)]
pub struct Session {
    object: &'static str,
    id: String,
    /// The session's own ID: each session has a client of its own.
    client_id: String,
    user_id: String,
    status: &'static str,
    last_active_organization_id: (),
    actor: (),
    tasks: (),
    latest_activity: Option<SessionActivity>,
    last_active_at: i64,
    expire_at: i64,
    abandon_at: i64,
    created_at: i64,
    updated_at: i64,
}

impl From<UserSession> for Session {
    fn from(session: UserSession) -> Self {
        Self {
            object: "session",
            id: session.id.as_str().to_owned(),
            client_id: session.id.as_str().to_owned(),
            user_id: session.user.as_str().to_owned(),
            status: status(session.status),
            last_active_organization_id: (),
            actor: (),
            tasks: (),
            latest_activity: session.latest_activity.map(SessionActivity::from),
            last_active_at: session.last_active_at.as_millisecond(),
            expire_at: session.expire_at.as_millisecond(),
            abandon_at: session.abandon_at.as_millisecond(),
            created_at: session.created_at.as_millisecond(),
            updated_at: session.updated_at.as_millisecond(),
        }
    }
}

impl Session {
    /// The session with this status, for the client that changed it.
    pub fn with_status(session: UserSession, status: &'static str) -> Self {
        Self {
            status,
            ..session.into()
        }
    }

    /// Its identifier.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// When it began, in milliseconds since 1970.
    pub fn created_at(&self) -> i64 {
        self.created_at
    }

    /// When it was last used, or ended, in milliseconds since 1970.
    pub fn updated_at(&self) -> i64 {
        self.updated_at
    }
}

fn status(status: SessionStatus) -> &'static str {
    match status {
        SessionStatus::Active => "active",
        SessionStatus::Ended => "ended",
        SessionStatus::Revoked => "revoked",
        SessionStatus::Expired => "expired",
    }
}

/// A list of sessions, or a page of it with the total number.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Sessions {
    List(Vec<Session>),
    Page {
        data: Vec<Session>,
        total_count: usize,
    },
}

impl From<RevokeSessionError> for ClerkError {
    fn from(error: RevokeSessionError) -> Self {
        match error {
            RevokeSessionError::NoSuchSession => Self::NO_SUCH_SESSION,
            RevokeSessionError::Failed(error) => error.into(),
        }
    }
}

/// `GET /sessions`: lists a user's active sessions, newest first. Sessions of another status are not listed.
pub async fn list(
    State(state): State<AppState>,
    mut parameters: Parameters,
) -> Result<Json<Sessions>, ClerkError> {
    let user = parameters.first("user_id")?.ok_or(ClerkError::new(
        400,
        "missing_query_parameter",
        "Missing query parameter",
        "The query parameter 'user_id' must be provided.",
    ))?;
    let wanted = parameters.first("status")?;
    let is_paginated = parameters.flag("paginated")?;
    let page = parameters.page()?;
    parameters.end()?;
    if let Some(wanted) = wanted.as_deref()
        && !STATUSES.contains(&wanted)
    {
        let problem = format!("must be one of {}.", STATUSES.join(", "));
        return Err(ClerkError::value("status", &problem));
    }
    let mut sessions = match UserId::parse(&user) {
        Some(user) => state.identity.sessions_of(&user).await?,
        None => Vec::new(),
    };
    sessions.retain(|session| {
        let status = status(session.status);
        wanted.as_deref().is_none_or(|wanted| wanted == status)
    });
    let total_count = sessions.len();
    let count = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
    let (offset, limit) = (count(page.offset), count(page.limit));
    let data = sessions.into_iter().skip(offset).take(limit);
    let data = data.map(Session::from).collect();
    Ok(Json(if is_paginated {
        Sessions::Page { data, total_count }
    } else {
        Sessions::List(data)
    }))
}

/// `GET /sessions/{id}`: returns a session.
pub async fn read(
    State(state): State<AppState>,
    SessionPath(session): SessionPath,
) -> Result<Json<Session>, ClerkError> {
    let session = state.identity.find_user_session(&session).await?;
    Ok(Json(session.ok_or(ClerkError::NO_SUCH_SESSION)?.into()))
}

/// `POST /sessions/{id}/revoke`: ends a session.
pub async fn revoke(
    State(state): State<AppState>,
    SessionPath(session): SessionPath,
    Client(client): Client,
) -> Result<Json<Session>, ClerkError> {
    let session = state.identity.revoke_session(&session, &PROGRAM, &client);
    Ok(Json(session.await?.into()))
}
