use axum::{Json, extract::State};
use serde::Serialize;

use crate::{
    api::clerk::{PROGRAM, error::ClerkError, paths::UserPath},
    server::{AppState, client_info::Client},
};
use identity::{DeleteFactorsError, UserId};

/// The user whose authenticator apps or backup codes were deleted.
#[derive(Serialize)]
pub struct Deleted {
    user_id: String,
}

impl From<&UserId> for Deleted {
    fn from(user: &UserId) -> Self {
        Self {
            user_id: user.as_str().to_owned(),
        }
    }
}

impl From<DeleteFactorsError> for ClerkError {
    fn from(error: DeleteFactorsError) -> Self {
        match error {
            DeleteFactorsError::NoSuchUser => Self::NO_SUCH_USER,
            DeleteFactorsError::None => Self::new(
                404,
                "resource_not_found",
                "not found",
                "The user has none to delete.",
            ),
            DeleteFactorsError::Failed(error) => error.into(),
        }
    }
}

/// `DELETE /users/{id}/totp`: deletes a user's authenticator apps.
pub async fn totp(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
) -> Result<Json<Deleted>, ClerkError> {
    let identity = &state.identity;
    identity.delete_totp(&user, &PROGRAM, &client).await?;
    Ok(Json(Deleted::from(&user)))
}

/// `DELETE /users/{id}/backup_code`: deletes a user's backup codes.
pub async fn backup_codes(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
) -> Result<Json<Deleted>, ClerkError> {
    let identity = &state.identity;
    identity
        .delete_backup_codes(&user, &PROGRAM, &client)
        .await?;
    Ok(Json(Deleted::from(&user)))
}
