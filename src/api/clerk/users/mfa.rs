use axum::{Json, extract::State};
use serde::Serialize;

use crate::{
    api::clerk::{PROGRAM, error::ClerkError, paths::UserPath},
    server::{AppState, client_info::Client},
};
use identity::DisableMfaError;

/// The user whose second factors were removed.
#[derive(Serialize)]
pub struct Disabled {
    user_id: String,
}

impl From<DisableMfaError> for ClerkError {
    fn from(error: DisableMfaError) -> Self {
        match error {
            DisableMfaError::NoSuchUser => Self::NO_SUCH_USER,
            DisableMfaError::Failed(error) => error.into(),
        }
    }
}

/// `DELETE /users/{id}/mfa`: removes all second factors of a user.
pub async fn disable(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
) -> Result<Json<Disabled>, ClerkError> {
    let disabled = state.identity.disable_mfa(&user, &PROGRAM, &client);
    disabled.await?;
    Ok(Json(Disabled {
        user_id: user.as_str().to_owned(),
    }))
}
