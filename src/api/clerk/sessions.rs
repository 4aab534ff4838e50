use axum::{Json, extract::State};
use serde::Serialize;

use super::{
    PROGRAM, error::ClerkError, parameters::Parameters, paths::SessionPath,
    session_activity::SessionActivity,
};
use crate::server::{AppState, client_info::Client};
use identity::{RevokeSessionError, SessionId, SessionQuery, SessionStatus, UserId, UserSession};

/// Clerk's session statuses, each with the one that it is of. No session here has one of the others.
const STATUSES: [(&str, Option<SessionStatus>); 8] = [
    ("abandoned", None),
    ("active", Some(SessionStatus::Active)),
    ("ended", Some(SessionStatus::Ended)),
    ("expired", Some(SessionStatus::Expired)),
    ("pending", None),
    ("removed", None),
    ("replaced", None),
    ("revoked", Some(SessionStatus::Revoked)),
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

/// `GET /sessions`: lists the sessions of a user or a client, newest first. One that is over is listed for 30 days.
pub async fn list(
    State(state): State<AppState>,
    mut parameters: Parameters,
) -> Result<Json<Sessions>, ClerkError> {
    let query = query(&mut parameters)?;
    let is_paginated = parameters.flag("paginated")?;
    let page = parameters.page()?;
    parameters.end()?;
    let sessions = match query {
        Some(query) => state.identity.list_sessions(&query).await?,
        None => Vec::new(),
    };
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

/// The filters, of which the user or the client must be given; `None` when no session can match.
fn query(parameters: &mut Parameters) -> Result<Option<SessionQuery>, ClerkError> {
    let user = parameters.first("user_id")?;
    let client = parameters.first("client_id")?;
    let status = parameters.first("status")?;
    if user.is_none() && client.is_none() {
        return Err(ClerkError::new(
            400,
            "missing_query_parameter",
            "Missing query parameter",
            "The query parameter 'user_id' or 'client_id' must be provided.",
        ));
    }
    let status = status.as_deref().map(parse_status).transpose()?;
    // A malformed ID is no user's, and no client's.
    let query = || {
        Some(SessionQuery {
            user: match &user {
                Some(id) => Some(UserId::parse(id)?),
                None => None,
            },
            session: match &client {
                Some(id) => Some(SessionId::parse(id)?),
                None => None,
            },
            status: match status {
                Some(status) => Some(status?),
                None => None,
            },
        })
    };
    Ok(query())
}

/// The status of this name; `None` when no session here has it.
fn parse_status(name: &str) -> Result<Option<SessionStatus>, ClerkError> {
    let known = STATUSES.iter().find(|(it, _)| *it == name);
    known.map(|(_, status)| *status).ok_or_else(|| {
        let problem = format!("must be one of {}.", STATUSES.map(|(it, _)| it).join(", "));
        ClerkError::value("status", &problem)
    })
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
