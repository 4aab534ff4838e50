use axum::{Json, extract::State};

use crate::{
    api::clerk::{
        PROGRAM,
        authentication::SecretKey,
        deleted::DeletedObject,
        error::ClerkError,
        paths::UserExternalAccountPath,
        possible_errors::{Refused, map_error},
        tag,
    },
    server::{AppState, client_info::Client},
};
use identity::DeleteExternalAccountError;

map_error!(DeleteExternalAccountError {
    NoSuchAccount => ClerkError::NO_SUCH_EXTERNAL_ACCOUNT,
    LastWayIn => ClerkError::new(400, "last_identification_deletion_failed", "cannot be deleted", "The user could not sign in without this external account."),
});

/// `DELETE /users/{id}/external_accounts/{external_account_id}`: unlinks a user's external account.
#[utoipa::path(delete, path = "/users/{id}/external_accounts/{external_account_id}", tag = tag::PROGRAMS, operation_id = "clerkDeleteUserExternalAccount",
    params(("id" = String, Path, description = "ID of the user"),
        ("external_account_id" = String, Path, description = "ID of the external account")),
    security(("secretKey" = [])),
    responses((status = OK, body = DeletedObject, description = "What was deleted"),
        Refused<(SecretKey, UserExternalAccountPath, DeleteExternalAccountError)>))]
pub async fn delete(
    State(state): State<AppState>,
    UserExternalAccountPath(user, id): UserExternalAccountPath,
    Client(client): Client,
) -> Result<Json<DeletedObject>, ClerkError> {
    state
        .identity
        .delete_external_account(&user, &id, &PROGRAM, &client)
        .await?;
    Ok(Json(DeletedObject::new("external_account", id.as_str())))
}
