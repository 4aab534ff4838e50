use axum::response::Response;
use secrecy::ExposeSecret as _;
use serde::Serialize;

use crate::api::clerk::{
    error::ClerkError,
    frontend::browser::Browser,
    possible_errors::{PossibleErrors, Refused, SignedIn},
    tag,
};
use identity::{AuthContext, RenewBackupCodesError, RenewOwnBackupCodesError};

/// Backup codes in Clerk's format.
#[derive(Serialize)]
struct BackupCodes {
    object: &'static str,
    id: String,
    codes: Vec<String>,
    created_at: i64,
    updated_at: i64,
}

impl From<RenewOwnBackupCodesError> for ClerkError {
    fn from(error: RenewOwnBackupCodesError) -> Self {
        match error {
            RenewOwnBackupCodesError::ReauthenticationNeeded
            | RenewOwnBackupCodesError::Renew(RenewBackupCodesError::InsufficientAal) => {
                Self::REVERIFICATION_REQUIRED
            }
            RenewOwnBackupCodesError::Renew(RenewBackupCodesError::FactorNotFound) => Self::NO_TOTP,
            RenewOwnBackupCodesError::Renew(RenewBackupCodesError::Failed(error))
            | RenewOwnBackupCodesError::Failed(error) => error.into(),
        }
    }
}

impl PossibleErrors for RenewOwnBackupCodesError {
    fn all() -> Vec<ClerkError> {
        vec![ClerkError::REVERIFICATION_REQUIRED, ClerkError::NO_TOTP]
    }
}

/// `POST /me/backup_codes`: generates new backup codes. The response is the only one that has them.
#[utoipa::path(post, path = "/me/backup_codes", tag = tag::BROWSERS, operation_id = "clerkBrowserCreateBackupCodes",
    security(("session" = [])),
    responses((status = OK, description = "`response`: the backup codes; `client`: the browser's client"),
        Refused<(Browser, SignedIn, RenewOwnBackupCodesError)>))]
pub async fn create(browser: Browser) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let codes = renew(&browser, &auth).await?;
    let now = (browser.state.identity.clock())().as_millisecond();
    let codes = BackupCodes {
        object: "backup_code",
        id: auth.user.as_str().to_owned(),
        codes,
        created_at: now,
        updated_at: now,
    };
    browser.answer(codes).await
}

/// Generates new backup codes.
pub async fn renew(browser: &Browser, auth: &AuthContext) -> Result<Vec<String>, ClerkError> {
    let identity = &browser.state.identity;
    let codes = identity.renew_own_backup_codes(auth, &browser.client);
    let codes = codes.await?.into_iter();
    Ok(codes.map(|code| code.expose_secret().to_owned()).collect())
}
