use axum::{Json, extract::State};

use crate::{
    api::clerk::{
        PROGRAM, deleted::DeletedObject, error::ClerkError, paths::UserExternalAccountPath,
    },
    server::{AppState, client_info::Client},
};
use identity::DeleteExternalAccountError;

impl From<DeleteExternalAccountError> for ClerkError {
    fn from(error: DeleteExternalAccountError) -> Self {
        match error {
            DeleteExternalAccountError::NoSuchAccount => Self::NO_SUCH_EXTERNAL_ACCOUNT,
            DeleteExternalAccountError::LastWayIn => Self::new(
                400,
                "last_identification_deletion_failed",
                "cannot be deleted",
                "The user could not sign in without this external account.",
            ),
            DeleteExternalAccountError::Failed(error) => error.into(),
        }
    }
}

/// `DELETE /users/{id}/external_accounts/{external_account_id}`: unlinks a user's external account.
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
