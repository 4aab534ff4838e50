use axum::response::Response;
use secrecy::ExposeSecret as _;
use serde::Serialize;

use super::backup_codes;
use crate::api::clerk::{
    deleted::DeletedObject,
    error::ClerkError,
    frontend::{browser::Browser, form::Form, shared_errors::code},
    possible_errors::{
        CodeIncorrect, NoTotp, PossibleErrors, Refused, ReverificationRequired, SignedIn, map_error,
    },
    tag,
};
use identity::{
    EnrolFactorError, FinishFactorError, RemoveFactorError, RemoveOwnFactorError,
    RenewOwnBackupCodesError,
};

/// The name of this server in authenticator apps.
const ISSUER: &str = "Timeback";

/// The name of the app that is enrolled by this API: it knows one.
const NAME: &str = "Authenticator app";

/// An authenticator app in Clerk's format.
#[derive(Serialize)]
struct Totp {
    object: &'static str,
    id: String,
    /// The secret and its URI, shown once.
    secret: Option<String>,
    uri: Option<String>,
    verified: bool,
    backup_codes: Option<Vec<String>>,
    created_at: i64,
    updated_at: i64,
}

map_error!(EnrolFactorError {
    ReauthenticationNeeded | InsufficientAal => ClerkError::REVERIFICATION_REQUIRED,
    FactorNameConflict | TooManyFactors => ClerkError::TOTP_EXISTS,
    UserNotFound => ClerkError::SIGNED_OUT,
});

map_error!(FinishFactorError {
    ReauthenticationNeeded => ClerkError::REVERIFICATION_REQUIRED,
    FactorNotFound => ClerkError::NO_TOTP,
    CodeRefused => ClerkError::CODE_INCORRECT,
    SessionNotFound => ClerkError::SIGNED_OUT,
});

impl From<RemoveOwnFactorError> for ClerkError {
    fn from(error: RemoveOwnFactorError) -> Self {
        match error {
            RemoveOwnFactorError::ReauthenticationNeeded
            | RemoveOwnFactorError::Remove(RemoveFactorError::InsufficientAal) => {
                Self::REVERIFICATION_REQUIRED
            }
            RemoveOwnFactorError::Remove(RemoveFactorError::FactorNotFound) => Self::NO_TOTP,
            RemoveOwnFactorError::Remove(RemoveFactorError::Failed(error))
            | RemoveOwnFactorError::Failed(error) => error.into(),
        }
    }
}

impl PossibleErrors for RemoveOwnFactorError {
    fn all() -> Vec<ClerkError> {
        vec![ClerkError::REVERIFICATION_REQUIRED, ClerkError::NO_TOTP]
    }
}

/// `POST /me/totp`: begins to enrol an authenticator app. The response is the only one that has the secret.
#[utoipa::path(post, path = "/me/totp", tag = tag::BROWSERS, operation_id = "clerkBrowserCreateTotp",
    security(("session" = [])),
    responses((status = OK, description = "`response`: the authenticator app; `client`: the browser's client"),
        Refused<(Browser, SignedIn, ReverificationRequired, EnrolFactorError)>))]
pub async fn create(browser: Browser) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let identity = browser.state.identity.clone();
    identity
        .begin_own_factor(&auth, NAME, ISSUER, &browser.client)
        .await?;
    let waiting = identity.waiting_factor(&auth, ISSUER).await?;
    let waiting = waiting.ok_or(ClerkError::REVERIFICATION_REQUIRED)?;
    let now = (identity.clock())().as_millisecond();
    let totp = Totp {
        object: "totp",
        id: waiting.id,
        secret: Some(waiting.secret.expose_secret().to_owned()),
        uri: Some(waiting.uri.expose_secret().to_owned()),
        verified: false,
        backup_codes: None,
        created_at: now,
        updated_at: now,
    };
    browser.answer(totp).await
}

/// `POST /me/totp/attempt_verification`: finishes the enrolment by the app's first code. With the first app come backup
/// codes. The session continues under a new token.
#[utoipa::path(post, path = "/me/totp/attempt_verification", tag = tag::BROWSERS, operation_id = "clerkBrowserAttemptTotp",
    security(("session" = [])),
    responses((status = OK, description = "`response`: the authenticator app; `client`: the browser's client"),
        Refused<((Browser, SignedIn, Form, CodeIncorrect, NoTotp, FinishFactorError), (RenewOwnBackupCodesError,))>))]
pub async fn attempt(mut browser: Browser, form: Form) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let code = code(&form)?;
    let identity = browser.state.identity.clone();
    let waiting = identity.waiting_factor(&auth, ISSUER).await?;
    let id = waiting.map(|it| it.id).ok_or(ClerkError::NO_TOTP)?;
    let renewed = identity
        .finish_own_factor(&auth, &code, &browser.client)
        .await?;
    browser.renew(renewed).await?;
    let auth = browser.auth()?;
    let user = identity.find_user(&auth.user).await?;
    let has_codes = user.is_some_and(|user| user.backup_codes > 0);
    let codes = if has_codes {
        None
    } else {
        Some(backup_codes::renew(&browser, &auth).await?)
    };
    let now = (identity.clock())().as_millisecond();
    let totp = Totp {
        object: "totp",
        id,
        secret: None,
        uri: None,
        verified: true,
        backup_codes: codes,
        created_at: now,
        updated_at: now,
    };
    browser.answer(totp).await
}

/// `DELETE /me/totp`: removes the user's authenticator apps.
#[utoipa::path(delete, path = "/me/totp", tag = tag::BROWSERS, operation_id = "clerkBrowserDeleteTotp",
    security(("session" = [])),
    responses((status = OK, description = "`response`: what was deleted; `client`: the browser's client"),
        Refused<(Browser, SignedIn, NoTotp, RemoveOwnFactorError)>))]
pub async fn delete(browser: Browser) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let identity = browser.state.identity.clone();
    let user = identity.find_user(&auth.user).await?;
    let user = user.ok_or(ClerkError::SIGNED_OUT)?;
    let apps = user.account.factors.iter().filter(|it| it.is_verified);
    let apps: Vec<_> = apps.map(|app| app.id.clone()).collect();
    let first = apps.first().cloned().ok_or(ClerkError::NO_TOTP)?;
    for app in apps {
        identity
            .remove_own_factor(&auth, &app, &browser.client)
            .await?;
    }
    browser.answer(DeletedObject::new("totp", &first)).await
}
