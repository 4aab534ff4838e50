use axum::{Json, extract::State};
use serde::Serialize;

use crate::{
    api::clerk::{body::Fields, error::ClerkError, paths::UserPath},
    server::{AppState, client_info::Client},
};
use identity::{CheckPasswordError, Password, PasswordTooLong};

/// The result of a verification that succeeded.
#[derive(Serialize)]
pub struct Verified {
    verified: bool,
}

const WRONG: ClerkError = ClerkError::form(
    "incorrect_password",
    "password",
    "incorrect password",
    "The password is not the user's.",
);

pub(super) const NO_PASSWORD: ClerkError = ClerkError::new(
    400,
    "no_password_set",
    "no password set",
    "The user has no password.",
);

impl From<CheckPasswordError> for ClerkError {
    fn from(error: CheckPasswordError) -> Self {
        match error {
            CheckPasswordError::NoSuchUser => Self::NO_SUCH_USER,
            CheckPasswordError::NoPassword => NO_PASSWORD,
            CheckPasswordError::Wrong => WRONG,
            CheckPasswordError::UserLocked => Self::USER_LOCKED,
            CheckPasswordError::TooManyAttempts(error) => error.into(),
            CheckPasswordError::Failed(error) => error.into(),
        }
    }
}

/// `POST /users/{id}/verify_password`: checks a user's password.
pub async fn verify(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
    mut fields: Fields,
) -> Result<Json<Verified>, ClerkError> {
    let password = fields.text("password")?.given();
    let password = password.ok_or_else(|| ClerkError::missing("password"))?;
    fields.end()?;
    // Nobody has a password that is too long to be one.
    let password = Password::presented(password).map_err(|PasswordTooLong| WRONG)?;
    let identity = &state.identity;
    identity
        .check_user_password(&user, &password, &client)
        .await?;
    Ok(Json(Verified { verified: true }))
}
