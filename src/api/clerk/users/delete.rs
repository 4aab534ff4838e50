use axum::{Json, extract::State};

use crate::{
    api::clerk::{PROGRAM, deleted::DeletedObject, error::ClerkError, paths::UserPath},
    server::{AppState, client_info::Client},
};
use identity::DeleteAccountError;

impl From<DeleteAccountError> for ClerkError {
    fn from(error: DeleteAccountError) -> Self {
        match error {
            DeleteAccountError::NoSuchUser => Self::NO_SUCH_USER,
            DeleteAccountError::Failed(error) => error.into(),
        }
    }
}

/// `DELETE /users/{id}`: deletes a user permanently.
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
