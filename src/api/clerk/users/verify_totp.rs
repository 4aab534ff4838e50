use axum::{Json, extract::State};
use serde::Serialize;

use crate::{
    api::clerk::{body::Fields, error::ClerkError, paths::UserPath},
    server::{AppState, client_info::Client},
};
use identity::{CheckFactorError, FactorCode, OneTimeCode};

/// The result of a verification that succeeded.
#[derive(Serialize)]
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

impl From<CheckFactorError> for ClerkError {
    fn from(error: CheckFactorError) -> Self {
        match error {
            CheckFactorError::NoSuchUser => Self::NO_SUCH_USER,
            CheckFactorError::NoFactor => Self::new(
                400,
                "totp_not_enabled",
                "TOTP not enabled",
                "The user has no authenticator app.",
            ),
            CheckFactorError::Wrong => WRONG,
            CheckFactorError::UserLocked => Self::USER_LOCKED,
            CheckFactorError::TooManyAttempts(error) => error.into(),
            CheckFactorError::Failed(error) => error.into(),
        }
    }
}

/// `POST /users/{id}/verify_totp`: checks a code of a user's authenticator app, or a backup code. Either is accepted once.
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
