use axum::{extract::Path, response::Response};

use super::{
    create::sign_in,
    link,
    read::{answer, require},
    resource::{SignInStatus, status},
};
use crate::{
    api::clerk::{
        error::ClerkError,
        frontend::{browser::Browser, form::Form, shared_errors::code},
        possible_errors::{
            AlreadyVerified, CodeIncorrect, IdentifierMissing, NoSuchSignIn, PasswordIncorrect,
            Refused, StrategyInvalid,
        },
        tag,
    },
    server::browser_sign_in::SignInFailure,
};
use identity::{
    CodeFlow, ConfirmLinkError, Confirmed, MailCodeError, MailLinkCodeError, PasswordSignInError,
    SignInAttempt, SignInName, VerifyCodeError,
};

/// `POST /client/sign_ins/{id}/prepare_first_factor`: mails a code, if the address has an account. The response does not
/// reveal whether it has.
#[utoipa::path(post, path = "/client/sign_ins/{id}/prepare_first_factor", tag = tag::BROWSERS, operation_id = "clerkBrowserPrepareSignInFirst",
    params(("id" = String, Path, description = "ID of the sign-in")),
    responses((status = OK, description = "`response`: the sign-in; `client`: the browser's client"),
        Refused<((Browser, Form, AlreadyVerified, IdentifierMissing, NoSuchSignIn, StrategyInvalid), (MailCodeError, MailLinkCodeError))>))]
pub async fn prepare(
    Path(id): Path<String>,
    browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    let (attempt, name) = require_open(&browser, &id).await?;
    if attempt.awaits_link() {
        link::prepare(&browser, &form).await?;
        return answer(browser, &attempt).await;
    }
    let flow = mailed(form.required("strategy")?)?;
    let identity = &browser.state.identity;
    identity
        .mail_code(&name, flow, None, &browser.client)
        .await?;
    answer(browser, &attempt).await
}

/// `POST /client/sign_ins/{id}/attempt_first_factor`: signs in by a password or a mailed code.
#[utoipa::path(post, path = "/client/sign_ins/{id}/attempt_first_factor", tag = tag::BROWSERS, operation_id = "clerkBrowserAttemptSignInFirst",
    params(("id" = String, Path, description = "ID of the sign-in")),
    responses((status = OK, description = "`response`: the sign-in; `client`: the browser's client"),
        Refused<((Browser, Form, AlreadyVerified, CodeIncorrect, NoSuchSignIn, PasswordIncorrect), (IdentifierMissing, StrategyInvalid, PasswordSignInError, VerifyCodeError), (ConfirmLinkError, SignInFailure))>))]
pub async fn attempt(
    Path(id): Path<String>,
    mut browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    let (mut attempt, name) = require_open(&browser, &id).await?;
    if attempt.awaits_link() {
        link::attempt(&mut browser, &mut attempt, &form).await?;
        return answer(browser, &attempt).await;
    }
    let strategy = form.required("strategy")?;
    if strategy == "password" {
        let password = form.required("password")?;
        sign_in(&mut browser, &mut attempt, &name, password).await?;
        return answer(browser, &attempt).await;
    }
    let flow = mailed(strategy)?;
    let code = code(&form)?;
    let identity = browser.state.identity.clone();
    let previous = browser.session_token.as_ref();
    let confirmed = identity
        .enter_code(&name, flow, &code, previous, &browser.client)
        .await?;
    // The flows of a sign-in change no address, and no app asked for the mail.
    let Confirmed::SignedIn(signed_in) = confirmed else {
        return Err(ClerkError::UNEXPECTED);
    };
    identity.record_sign_in(&mut attempt, &signed_in).await?;
    attempt.is_recovery = flow == CodeFlow::Recovery;
    browser.adopt(signed_in).await?;
    answer(browser, &attempt).await
}

/// The browser's attempt, which waits for its first factor, and its address or username.
async fn require_open(
    browser: &Browser,
    id: &str,
) -> Result<(SignInAttempt, SignInName), ClerkError> {
    let attempt = require(browser, id).await?;
    match (status(&attempt, &browser.session), attempt.name.clone()) {
        (Some(SignInStatus::NeedsFirstFactor), Some(name)) => Ok((attempt, name)),
        (Some(SignInStatus::NeedsIdentifier), _) => Err(ClerkError::IDENTIFIER_MISSING),
        (Some(_), _) => Err(ClerkError::ALREADY_VERIFIED),
        (None, _) => Err(ClerkError::NO_SUCH_SIGN_IN),
    }
}

/// The flow of the code that this strategy mails.
fn mailed(strategy: &str) -> Result<CodeFlow, ClerkError> {
    match strategy {
        "email_code" => Ok(CodeFlow::SignIn),
        "reset_password_email_code" => Ok(CodeFlow::Recovery),
        _ => Err(ClerkError::STRATEGY_INVALID),
    }
}
