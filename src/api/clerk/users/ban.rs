use std::time::Duration;

use axum::{Json, extract::State};

use super::{find, user::User};
use crate::{
    api::clerk::{PROGRAM, error::ClerkError, paths::UserPath},
    server::{AppState, client_info::Client},
};
use identity::{AccountEdit, Ban, ClientInfo, EditAccountError, UserId};

/// Clerk's bans have no end: a century.
const FOR_EVER: Duration = Duration::from_hours(100 * 365 * 24);

impl From<EditAccountError> for ClerkError {
    fn from(error: EditAccountError) -> Self {
        match error {
            EditAccountError::NoSuchUser => Self::NO_SUCH_USER,
            EditAccountError::Address(error) => error.into(),
            EditAccountError::Password(error) => error.into(),
            EditAccountError::Metadata(error) => error.into(),
            EditAccountError::Failed(error) => error.into(),
        }
    }
}

/// `POST /users/{id}/ban`: bans a user, and ends all their sessions.
pub async fn ban(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
) -> Result<Json<User>, ClerkError> {
    set(&state, &user, Ban::For(FOR_EVER), &client).await
}

/// `POST /users/{id}/unban`: lifts a user's ban.
pub async fn unban(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
) -> Result<Json<User>, ClerkError> {
    set(&state, &user, Ban::Lifted, &client).await
}

async fn set(
    state: &AppState,
    user: &UserId,
    ban: Ban,
    client: &ClientInfo,
) -> Result<Json<User>, ClerkError> {
    let edit = AccountEdit {
        ban: Some(ban),
        ..AccountEdit::default()
    };
    let edited = state.identity.edit_account(user, edit, &PROGRAM, client);
    edited.await?;
    find(state, user).await
}
