use axum::{Json, extract::State};

use super::{answer, user::User};
use crate::{
    api::clerk::{PROGRAM, error::ClerkError, paths::UserPath},
    server::{AppState, client_info::Client},
};
use identity::LockUserError;

impl From<LockUserError> for ClerkError {
    fn from(error: LockUserError) -> Self {
        match error {
            LockUserError::NoSuchUser => Self::NO_SUCH_USER,
            LockUserError::Failed(error) => error.into(),
        }
    }
}

/// `POST /users/{id}/lock`: locks a user, as too many wrong passwords do.
pub async fn lock(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
) -> Result<Json<User>, ClerkError> {
    let locked = state.identity.lock_user(&user, &PROGRAM, &client);
    Ok(answer(&state, &locked.await?))
}

/// `POST /users/{id}/unlock`: unlocks a user.
pub async fn unlock(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
) -> Result<Json<User>, ClerkError> {
    let unlocked = state.identity.unlock_user(&user, &PROGRAM, &client);
    Ok(answer(&state, &unlocked.await?))
}
