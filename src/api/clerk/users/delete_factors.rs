use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

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
use identity::{DeleteFactorsError, UserId};

/// The user whose authenticator apps or backup codes were deleted.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkDeletedFactors)]
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

map_error!(DeleteFactorsError {
    NoSuchUser => ClerkError::NO_SUCH_USER,
    None => ClerkError::new(404, "resource_not_found", "not found", "The user has none to delete."),
});

/// `DELETE /users/{id}/totp`: deletes a user's authenticator apps.
#[utoipa::path(delete, path = "/users/{id}/totp", tag = tag::PROGRAMS, operation_id = "clerkDeleteUserTotp",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = Deleted, description = "The user, whose factors are deleted"),
        Refused<(SecretKey, UserPath, DeleteFactorsError)>))]
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
#[utoipa::path(delete, path = "/users/{id}/backup_code", tag = tag::PROGRAMS, operation_id = "clerkDeleteUserBackupCodes",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = Deleted, description = "The user, whose factors are deleted"),
        Refused<(SecretKey, UserPath, DeleteFactorsError)>))]
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
