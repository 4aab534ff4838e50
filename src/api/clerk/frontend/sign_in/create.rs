use axum::response::Response;

use super::{read::answer, with_provider};
use crate::{
    api::clerk::{
        error::ClerkError,
        frontend::{
            browser::{Browser, BrowserSession},
            external_flow::provider,
            form::Form,
        },
        possible_errors::{
            IdentifierInvalid, NoSuchSignIn, PasswordIncorrect, Refused, SessionExists,
            StrategyInvalid,
        },
        tag,
    },
    server::browser_sign_in::SignInFailure,
};
use identity::{
    Password, PasswordSignInError, SignInAttempt, SignInName, StartExternalFlowError, TransferError,
};

/// `POST /client/sign_ins`: begins a sign-in by an address or username, and completes it by a password if there is one; or a sign-in with
/// a provider.
#[utoipa::path(post, path = "/client/sign_ins", tag = tag::BROWSERS, operation_id = "clerkBrowserCreateSignIn",
    responses((status = OK, description = "`response`: the sign-in; `client`: the browser's client"),
        Refused<((Browser, Form, IdentifierInvalid, NoSuchSignIn, PasswordIncorrect, SessionExists), (StrategyInvalid, PasswordSignInError), (StartExternalFlowError, TransferError, SignInFailure))>))]
pub async fn create(mut browser: Browser, form: Form) -> Result<Response, ClerkError> {
    if let BrowserSession::Active(_) = browser.session {
        return Err(ClerkError::SESSION_EXISTS);
    }
    if form.flag("transfer")? == Some(true) {
        return with_provider::transfer(browser).await;
    }
    if let Some(provider) = provider(form.filled("strategy"))? {
        return with_provider::begin(browser, &form, provider).await;
    }
    let password = form.filled("password");
    match form.filled("strategy") {
        None | Some("password" | "email_code" | "reset_password_email_code") => {}
        Some(_) => return Err(ClerkError::STRATEGY_INVALID),
    }
    let name = SignInName::presented(form.required("identifier")?);
    let name = name.map_err(|_| ClerkError::IDENTIFIER_INVALID)?;
    let token = browser.begin_attempt();
    let mut attempt = browser.state.identity.begin_sign_in(&token, &name).await?;
    if let Some(password) = password {
        sign_in(&mut browser, &mut attempt, &name, password).await?;
    }
    answer(browser, &attempt).await
}

/// Signs in by the password.
pub async fn sign_in(
    browser: &mut Browser,
    attempt: &mut SignInAttempt,
    name: &SignInName,
    password: &str,
) -> Result<(), ClerkError> {
    let password = Password::presented(password.to_owned());
    let password = password.map_err(|_| ClerkError::PASSWORD_INCORRECT)?;
    let identity = browser.state.identity.clone();
    let previous = browser.session_token.as_ref();
    let signed_in = identity
        .sign_in_browser(name, &password, previous, &browser.client)
        .await?;
    identity.record_sign_in(attempt, &signed_in).await?;
    browser.adopt(signed_in).await
}
