use axum::{Form, extract::State, response::Response};
use serde::Deserialize;

use super::{
    form_context::SignInFormContext,
    redirects::{back_with_error, to_page},
};
use crate::{
    server::{AppState, browser_sign_in::SignInFailure},
    sign_in::code_flow,
};
use identity::{CodeFlow, Email, MailCodeError};

/// Whom to mail.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct MailCodeForm {
    pub email: String,
}

/// `POST /sign-in/code`: mails a code to sign in, if the address has an account, and leads to where it is entered.
pub async fn mail(
    State(state): State<AppState>,
    context: SignInFormContext,
    Form(form): Form<MailCodeForm>,
) -> Response {
    mail_or_back(&state, &context, CodeFlow::SignIn, &form.email, "/").await
}

/// Mails a code and leads on to where it is entered; back to `page` when there is no address to mail to. Both are the
/// same whether or not the address has an account.
pub async fn mail_or_back(
    state: &AppState,
    context: &SignInFormContext,
    flow: CodeFlow,
    typed: &str,
    page: &str,
) -> Response {
    match attempt(state, context, flow, typed).await {
        Ok(()) => to_page(state, &code_flow::page(flow), typed),
        Err(failure) => back_with_error(state, page, failure, typed),
    }
}

/// Mails a code to the address that was typed, if it is one and has an account.
pub async fn attempt(
    state: &AppState,
    context: &SignInFormContext,
    flow: CodeFlow,
    typed: &str,
) -> Result<(), SignInFailure> {
    let email = Email::presented(typed)?;
    let mailed = state
        .identity
        .mail_code(&email, flow, None, &context.client)
        .await;
    Ok(mailed?)
}

impl From<MailCodeError> for SignInFailure {
    fn from(error: MailCodeError) -> Self {
        match error {
            MailCodeError::MailOff => Self::NoMail,
            MailCodeError::TooManyMails(error) => error.into(),
            MailCodeError::Failed(error) => error.into(),
        }
    }
}
