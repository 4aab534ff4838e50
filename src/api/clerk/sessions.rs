use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    PROGRAM,
    authentication::SecretKey,
    error::ClerkError,
    parameters::Parameters,
    paths::SessionPath,
    possible_errors::{NoQuery, Refused, map_error},
    session::Session,
    tag,
};
use crate::server::{AppState, client_info::Client};
use identity::{RevokeSessionError, SessionId, SessionQuery, SessionStatus, UserId};

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

#[rustfmt::skip]
impl ClerkError {
    pub const NO_QUERY: Self = Self::new(400, "missing_query_parameter", "Missing query parameter", "The query parameter 'user_id' or 'client_id' must be provided.");
}

/// A list of sessions, or a page of it with the total number.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = ClerkSessions)]
pub enum Sessions {
    List(Vec<Session>),
    Page {
        data: Vec<Session>,
        total_count: usize,
    },
}

map_error!(RevokeSessionError {
    NoSuchSession => ClerkError::NO_SUCH_SESSION,
});

/// `GET /sessions`: lists the sessions of a user or a client, newest first. One that is over is listed for 30 days.
#[utoipa::path(get, path = "/sessions", tag = tag::PROGRAMS, operation_id = "clerkListSessions",
    params(("user_id" = Option<String>, Query, description = "ID of the user"),
        ("client_id" = Option<String>, Query, description = "ID of the client, which is that of its session"),
        ("status" = Option<String>, Query, description = "The status"),
        ("paginated" = Option<bool>, Query, description = "Whether the answer is a page with the total number"),
        ("limit" = Option<i64>, Query, description = "Results at most: 10, or up to 500"),
        ("offset" = Option<i64>, Query, description = "Results to skip")),
    security(("secretKey" = [])),
    responses((status = OK, body = Sessions, description = "The list, or the page of it"),
        Refused<(SecretKey, Parameters, NoQuery)>))]
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
        return Err(ClerkError::NO_QUERY);
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
#[utoipa::path(get, path = "/sessions/{id}", tag = tag::PROGRAMS, operation_id = "clerkGetSession",
    params(("id" = String, Path, description = "ID of the session")),
    security(("secretKey" = [])),
    responses((status = OK, body = Session, description = "The session"),
        Refused<(SecretKey, SessionPath)>))]
pub async fn read(
    State(state): State<AppState>,
    SessionPath(session): SessionPath,
) -> Result<Json<Session>, ClerkError> {
    let session = state.identity.find_user_session(&session).await?;
    Ok(Json(session.ok_or(ClerkError::NO_SUCH_SESSION)?.into()))
}

/// `POST /sessions/{id}/revoke`: ends a session.
#[utoipa::path(post, path = "/sessions/{id}/revoke", tag = tag::PROGRAMS, operation_id = "clerkRevokeSession",
    params(("id" = String, Path, description = "ID of the session")),
    security(("secretKey" = [])),
    responses((status = OK, body = Session, description = "The session"),
        Refused<(SecretKey, SessionPath, RevokeSessionError)>))]
pub async fn revoke(
    State(state): State<AppState>,
    SessionPath(session): SessionPath,
    Client(client): Client,
) -> Result<Json<Session>, ClerkError> {
    let session = state.identity.revoke_session(&session, &PROGRAM, &client);
    Ok(Json(session.await?.into()))
}
