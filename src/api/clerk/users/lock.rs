use axum::{Json, extract::State};

use super::{answer, user::User};
use crate::{
    api::clerk::{
        PROGRAM,
        authentication::SecretKey,
        error::ClerkError,
        paths::UserPath,
        possible_errors::{Refused, map_error},
        tag,
    },
    server::{AppState, client_info::Client},
};
use identity::LockUserError;

map_error!(LockUserError {
    NoSuchUser => ClerkError::NO_SUCH_USER,
});

/// `POST /users/{id}/lock`: locks a user, as too many wrong passwords do.
#[utoipa::path(post, path = "/users/{id}/lock", tag = tag::PROGRAMS, operation_id = "clerkLockUser",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = User, description = "The user"),
        Refused<(SecretKey, UserPath, LockUserError)>))]
pub async fn lock(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
) -> Result<Json<User>, ClerkError> {
    let locked = state.identity.lock_user(&user, &PROGRAM, &client);
    Ok(answer(&state, &locked.await?))
}

/// `POST /users/{id}/unlock`: unlocks a user.
#[utoipa::path(post, path = "/users/{id}/unlock", tag = tag::PROGRAMS, operation_id = "clerkUnlockUser",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = User, description = "The user"),
        Refused<(SecretKey, UserPath, LockUserError)>))]
pub async fn unlock(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
) -> Result<Json<User>, ClerkError> {
    let unlocked = state.identity.unlock_user(&user, &PROGRAM, &client);
    Ok(answer(&state, &unlocked.await?))
}
