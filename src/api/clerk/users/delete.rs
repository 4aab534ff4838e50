use axum::{Json, extract::State};

use crate::{
    api::clerk::{
        PROGRAM,
        authentication::SecretKey,
        deleted::DeletedObject,
        error::ClerkError,
        paths::UserPath,
        possible_errors::{Refused, map_error},
        tag,
    },
    server::{AppState, client_info::Client},
};
use identity::DeleteAccountError;

map_error!(DeleteAccountError {
    NoSuchUser => ClerkError::NO_SUCH_USER,
});

/// `DELETE /users/{id}`: deletes a user permanently.
#[utoipa::path(delete, path = "/users/{id}", tag = tag::PROGRAMS, operation_id = "clerkDeleteUser",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = DeletedObject, description = "What was deleted"),
        Refused<(SecretKey, UserPath, DeleteAccountError)>))]
pub async fn delete(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
) -> Result<Json<DeletedObject>, ClerkError> {
    state
        .identity
        .delete_account(&user, false, &PROGRAM, &client)
        .await?;
    Ok(Json(DeletedObject::new("user", user.as_str())))
}
