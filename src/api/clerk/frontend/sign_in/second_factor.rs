use axum::{extract::Path, response::Response};

use super::{
    read::{answer, require},
    resource::{SignInStatus, status},
};
use crate::api::clerk::{
    error::ClerkError,
    frontend::{browser::Browser, form::Form, shared_errors::code},
    possible_errors::{
        AlreadyVerified, CodeIncorrect, FirstFactorMissing, NoSuchSignIn, Refused, StrategyInvalid,
    },
    tag,
};
use identity::{NextStep, SecondFactorError, SignInAttempt, TextSecondFactorError};

/// `POST /client/sign_ins/{id}/prepare_second_factor`: texts a code to a phone that is the user's second factor. The codes of
/// an app and backup codes need no preparation.
#[utoipa::path(post, path = "/client/sign_ins/{id}/prepare_second_factor", tag = tag::BROWSERS, operation_id = "clerkBrowserPrepareSignInSecond",
    params(("id" = String, Path, description = "ID of the sign-in")),
    responses((status = OK, description = "`response`: the sign-in; `client`: the browser's client"),
        Refused<((Browser, Form, AlreadyVerified, FirstFactorMissing, NoSuchSignIn, StrategyInvalid), (TextSecondFactorError,))>))]
pub async fn prepare(
    Path(id): Path<String>,
    browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    let attempt = require_open(&browser, &id).await?;
    if form.required("strategy")? != "phone_code" {
        return Err(ClerkError::STRATEGY_INVALID);
    }
    let token = browser.session_token.as_ref();
    let token = token.ok_or(ClerkError::NO_SUCH_SIGN_IN)?;
    let identity = browser.state.identity.clone();
    identity
        .text_second_factor(token, form.filled("phone_number_id"), &browser.client)
        .await?;
    answer(browser, &attempt).await
}

/// `POST /client/sign_ins/{id}/attempt_second_factor`: completes the sign-in by a code of an app, a
/// texted one or a backup code.
#[utoipa::path(post, path = "/client/sign_ins/{id}/attempt_second_factor", tag = tag::BROWSERS, operation_id = "clerkBrowserAttemptSignInSecond",
    params(("id" = String, Path, description = "ID of the sign-in")),
    responses((status = OK, description = "`response`: the sign-in; `client`: the browser's client"),
        Refused<((Browser, Form, AlreadyVerified, CodeIncorrect, FirstFactorMissing, NoSuchSignIn), (StrategyInvalid, SecondFactorError))>))]
pub async fn attempt(
    Path(id): Path<String>,
    mut browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    let mut attempt = require_open(&browser, &id).await?;
    match form.required("strategy")? {
        "totp" | "backup_code" | "phone_code" => {}
        _ => return Err(ClerkError::STRATEGY_INVALID),
    }
    let code = code(&form)?;
    let identity = browser.state.identity.clone();
    let token = browser.session_token.clone();
    let token = token.ok_or(ClerkError::NO_SUCH_SIGN_IN)?;
    let mut signed_in = identity
        .show_second_factor(&token, &code, &browser.client)
        .await?;
    if attempt.is_recovery {
        signed_in.next = NextStep::NewPassword;
    }
    identity.record_sign_in(&mut attempt, &signed_in).await?;
    browser.adopt(signed_in).await?;
    answer(browser, &attempt).await
}

/// The browser's attempt, which waits for its second factor.
async fn require_open(browser: &Browser, id: &str) -> Result<SignInAttempt, ClerkError> {
    let attempt = require(browser, id).await?;
    match status(&attempt, &browser.session) {
        Some(SignInStatus::NeedsSecondFactor) => Ok(attempt),
        Some(SignInStatus::NeedsFirstFactor | SignInStatus::NeedsIdentifier) => {
            Err(ClerkError::FIRST_FACTOR_MISSING)
        }
        Some(_) => Err(ClerkError::ALREADY_VERIFIED),
        None => Err(ClerkError::NO_SUCH_SIGN_IN),
    }
}
