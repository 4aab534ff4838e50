use axum::{Json, extract::State};

use super::{
    PROGRAM,
    authentication::SecretKey,
    body::Fields,
    error::ClerkError,
    possible_errors::{NoSuchUser, Refused, map_error},
    session::Session,
    tag,
};
use crate::server::{AppState, client_info::Client};
use identity::{CreateSessionError, UserId};

map_error!(CreateSessionError {
    NoSuchUser => ClerkError::NO_SUCH_USER,
    UserBanned => ClerkError::USER_BANNED,
});

/// `POST /sessions`: begins a session for a user, to be used through its session tokens.
#[utoipa::path(post, path = "/sessions", tag = tag::PROGRAMS, operation_id = "clerkCreateSession",
    security(("secretKey" = [])),
    responses((status = OK, body = Session, description = "The session"),
        Refused<(SecretKey, Fields, NoSuchUser, CreateSessionError)>))]
pub async fn create(
    State(state): State<AppState>,
    Client(client): Client,
    mut fields: Fields,
) -> Result<Json<Session>, ClerkError> {
    let user = fields.text("user_id")?.given();
    let user = user.ok_or_else(|| ClerkError::missing("user_id"))?;
    fields.end()?;
    let user = UserId::parse(&user).ok_or(ClerkError::NO_SUCH_USER)?;
    let session = state.identity.create_session(&user, &PROGRAM, &client);
    Ok(Json(session.await?.into()))
}
