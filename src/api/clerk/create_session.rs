use axum::{Json, extract::State};

use super::{PROGRAM, body::Fields, error::ClerkError, sessions::Session};
use crate::server::{AppState, client_info::Client};
use identity::{CreateSessionError, UserId};

impl From<CreateSessionError> for ClerkError {
    fn from(error: CreateSessionError) -> Self {
        match error {
            CreateSessionError::NoSuchUser => Self::NO_SUCH_USER,
            CreateSessionError::UserBanned => Self::USER_BANNED,
            CreateSessionError::Failed(error) => error.into(),
        }
    }
}

/// `POST /sessions`: begins a session for a user, to be used through its session tokens.
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
