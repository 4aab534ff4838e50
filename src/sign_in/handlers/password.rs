use axum::{Form, extract::State, response::Response};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::{
    form_context::SignInFormContext,
    redirects::{back_with_error, to_page},
};
use crate::{
    server::{
        AppState,
        browser_sign_in::{SignInFailure, after_sign_in},
    },
    sign_in::code_flow,
};
use identity::{CodeFlow, Email, Password, PasswordSignInError, SignedIn};

/// Who wants in, and what they know.
#[derive(Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    pub email: String,
    pub password: SecretString,
}

impl Default for PasswordForm {
    fn default() -> Self {
        Self {
            email: String::new(),
            password: String::new().into(),
        }
    }
}

/// `POST /sign-in`: a session for the address and its password. Who knows the password of an address that is not
/// confirmed is mailed another code for it.
pub async fn sign_in(
    State(state): State<AppState>,
    context: SignInFormContext,
    Form(form): Form<PasswordForm>,
) -> Response {
    match attempt(&state, &context, &form).await {
        Ok(signed_in) => after_sign_in(&state, &signed_in, context.return_path.as_ref()),
        Err(SignInFailure::EmailNotConfirmed) => {
            if let Ok(email) = Email::presented(&form.email)
                && let Err(error) = state
                    .identity
                    .mail_code(&email, CodeFlow::SignUp, None, &context.client)
                    .await
            {
                return back_with_error(&state, "/", error.into(), &form.email);
            }
            to_page(&state, &code_flow::page(CodeFlow::SignUp), &form.email)
        }
        Err(failure) => back_with_error(&state, "/", failure, &form.email),
    }
}

async fn attempt(
    state: &AppState,
    context: &SignInFormContext,
    form: &PasswordForm,
) -> Result<SignedIn, SignInFailure> {
    let email = Email::presented(&form.email)?;
    let password = form.password.expose_secret();
    if password.is_empty() {
        return Err(SignInFailure::PasswordMissing);
    }
    // One that is longer than any is wrong, like others.
    let password =
        Password::presented(password.to_owned()).map_err(|_| SignInFailure::CredentialsWrong)?;
    let signed_in = state
        .identity
        .sign_in_browser(&email, &password, context.session.as_ref(), &context.client)
        .await;
    Ok(signed_in?)
}

impl From<PasswordSignInError> for SignInFailure {
    fn from(error: PasswordSignInError) -> Self {
        match error {
            PasswordSignInError::NoLocalAccounts => Self::Closed,
            PasswordSignInError::InvalidCredentials => Self::CredentialsWrong,
            PasswordSignInError::EmailNotConfirmed => Self::EmailNotConfirmed,
            PasswordSignInError::UserBanned => Self::Banned,
            PasswordSignInError::PasswordCompromised => Self::PasswordCompromised,
            PasswordSignInError::TooManyAttempts(error) => error.into(),
            PasswordSignInError::Failed(error) => error.into(),
        }
    }
}
