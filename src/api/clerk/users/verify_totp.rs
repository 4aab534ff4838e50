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
use identity::{CheckFactorError, FactorCode, OneTimeCode};

/// The result of a verification that succeeded.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkVerifiedTotp)]
pub struct Verified {
    verified: bool,
    code_type: &'static str,
}

const WRONG: ClerkError = ClerkError::form(
    "form_code_incorrect",
    "code",
    "is incorrect",
    "code is not a current code of the user's authenticator app, nor an unused backup code.",
);

map_error!(CheckFactorError {
    NoSuchUser => ClerkError::NO_SUCH_USER,
    NoFactor => ClerkError::new(400, "totp_not_enabled", "TOTP not enabled", "The user has no authenticator app."),
    Wrong => WRONG,
    UserLocked => ClerkError::USER_LOCKED,
} TooManyAttempts(TooManyAttempts));

/// `POST /users/{id}/verify_totp`: checks a code of a user's authenticator app, or a backup code. Either is accepted once.
#[utoipa::path(post, path = "/users/{id}/verify_totp", tag = tag::PROGRAMS, operation_id = "clerkVerifyUserTotp",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = Verified, description = "The right proof"),
        Refused<(SecretKey, UserPath, Fields, CheckFactorError)>))]
pub async fn verify(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
    mut fields: Fields,
) -> Result<Json<Verified>, ClerkError> {
    let code = fields.text("code")?.given();
    let code = code.ok_or_else(|| ClerkError::missing("code"))?;
    fields.end()?;
    let code = OneTimeCode::parse(&code).map_err(|_| WRONG)?;
    let found = state.identity.check_user_factor(&user, &code, &client);
    Ok(Json(Verified {
        verified: true,
        code_type: match found.await? {
            FactorCode::Totp => "totp",
            FactorCode::BackupCode => "backup_code",
        },
    }))
}
