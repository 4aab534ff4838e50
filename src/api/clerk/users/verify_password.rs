use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    api::clerk::{
        authentication::SecretKey,
        body::Fields,
        error::ClerkError,
        paths::UserPath,
        possible_errors::{Refused, map_error},
        tag,
    },
    server::{AppState, client_info::Client},
};
use identity::{CheckPasswordError, Password, PasswordTooLong};

/// The result of a verification that succeeded.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkVerifiedPassword)]
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

map_error!(CheckPasswordError {
    NoSuchUser => ClerkError::NO_SUCH_USER,
    NoPassword => NO_PASSWORD,
    Wrong => WRONG,
    UserLocked => ClerkError::USER_LOCKED,
} TooManyAttempts(TooManyAttempts));

/// `POST /users/{id}/verify_password`: checks a user's password.
#[utoipa::path(post, path = "/users/{id}/verify_password", tag = tag::PROGRAMS, operation_id = "clerkVerifyUserPassword",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = Verified, description = "The right proof"),
        Refused<(SecretKey, UserPath, Fields, CheckPasswordError)>))]
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
