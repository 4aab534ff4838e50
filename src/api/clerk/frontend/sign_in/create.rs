use axum::response::Response;

use super::read::answer;
use crate::api::clerk::{
    error::ClerkError,
    frontend::{
        browser::{Browser, BrowserSession},
        form::Form,
    },
};
use identity::{Email, Password, SignInAttempt};

/// `POST /client/sign_ins`: begins a sign-in by an address, and completes it by a password if there is one.
pub async fn create(mut browser: Browser, form: Form) -> Result<Response, ClerkError> {
    if let BrowserSession::Active(_) = browser.session {
        return Err(ClerkError::SESSION_EXISTS);
    }
    let password = form.filled("password");
    match form.filled("strategy") {
        None | Some("password" | "email_code" | "reset_password_email_code") => {}
        Some(_) => return Err(ClerkError::STRATEGY_INVALID),
    }
    let email = Email::presented(form.required("identifier")?);
    let email = email.map_err(|_| ClerkError::IDENTIFIER_INVALID)?;
    let token = browser.begin_attempt();
    let mut attempt = browser.state.identity.begin_sign_in(&token, &email).await?;
    if let Some(password) = password {
        sign_in(&mut browser, &mut attempt, password).await?;
    }
    answer(browser, &attempt).await
}

/// Signs in by the password.
pub async fn sign_in(
    browser: &mut Browser,
    attempt: &mut SignInAttempt,
    password: &str,
) -> Result<(), ClerkError> {
    let password = Password::presented(password.to_owned());
    let password = password.map_err(|_| ClerkError::PASSWORD_INCORRECT)?;
    let identity = browser.state.identity.clone();
    let previous = browser.session_token.as_ref();
    let signed_in = identity
        .sign_in_browser(&attempt.email, &password, previous, &browser.client)
        .await?;
    identity.record_sign_in(attempt, &signed_in).await?;
    browser.adopt(signed_in).await
}
