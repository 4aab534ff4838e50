use axum::{
    Form,
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::{
    code,
    form_context::SignInFormContext,
    redirects::{back_with_error, to_page},
};
use crate::{
    server::{
        AppState,
        browser_sign_in::{SignInFailure, after_sign_in, with_error},
    },
    sign_in::code_flow,
};
use identity::{
    CodeFlow, Confirmed, Email, OneTimeCode, Token, VerificationError, VerifyCodeError,
};

/// What was mailed: the token of the link, or the code, what it is for and the address it was mailed to.
#[derive(Deserialize)]
#[serde(default)]
pub struct ConfirmForm {
    token: SecretString,
    email: String,
    code: SecretString,
    #[serde(rename = "for", deserialize_with = "code_flow::deserialize")]
    flow: CodeFlow,
}

impl Default for ConfirmForm {
    fn default() -> Self {
        Self {
            token: String::new().into(),
            email: String::new(),
            code: String::new().into(),
            flow: CodeFlow::SignIn,
        }
    }
}

/// `POST /confirm`: does what the mail was for.
pub async fn confirm(
    State(state): State<AppState>,
    context: SignInFormContext,
    Form(form): Form<ConfirmForm>,
) -> Response {
    let confirmed = if form.token.expose_secret().is_empty() {
        enter_code(&state, &context, &form).await
    } else {
        follow_link(&state, &context, &form).await
    };
    match confirmed {
        Ok(Confirmed::SignedIn(signed_in)) => {
            after_sign_in(&state, &signed_in, context.return_path.as_ref())
        }
        Ok(Confirmed::LedBack(app)) => Redirect::to(app.expose_secret()).into_response(),
        Ok(Confirmed::AddressChanged) => Redirect::to("/confirm?done=changed").into_response(),
        Ok(Confirmed::HalfChanged) => Redirect::to("/confirm?done=half").into_response(),
        Err(SignInFailure::LinkInvalid) => with_error("/confirm", SignInFailure::LinkInvalid),
        Err(failure) => back_with_error(&state, &code_flow::page(form.flow), failure, &form.email),
    }
}

/// `POST /confirm/again`: mails another code for the same.
pub async fn mail_again(
    State(state): State<AppState>,
    context: SignInFormContext,
    Form(form): Form<ConfirmForm>,
) -> Response {
    let (flow, page) = (form.flow, code_flow::page(form.flow));
    match code::attempt(&state, &context, flow, &form.email).await {
        Ok(()) => to_page(&state, &format!("{page}&sent=again"), &form.email),
        Err(failure) => back_with_error(&state, &page, failure, &form.email),
    }
}

async fn follow_link(
    state: &AppState,
    context: &SignInFormContext,
    form: &ConfirmForm,
) -> Result<Confirmed, SignInFailure> {
    let link = Token::parse(form.token.expose_secret()).ok_or(SignInFailure::LinkInvalid)?;
    let confirmed = state
        .identity
        .follow_link(&link, context.session.as_ref(), &context.client)
        .await;
    confirmed.map_err(|error| match error {
        VerificationError::CodeExpired => SignInFailure::LinkInvalid,
        error => error.into(),
    })
}

async fn enter_code(
    state: &AppState,
    context: &SignInFormContext,
    form: &ConfirmForm,
) -> Result<Confirmed, SignInFailure> {
    let email = Email::presented(&form.email)?;
    let code = OneTimeCode::parse(form.code.expose_secret())?;
    let confirmed = state
        .identity
        .enter_code(
            &email,
            form.flow,
            &code,
            context.session.as_ref(),
            &context.client,
        )
        .await;
    Ok(confirmed?)
}

impl From<VerificationError> for SignInFailure {
    fn from(error: VerificationError) -> Self {
        match error {
            VerificationError::NoLocalAccounts => Self::Closed,
            VerificationError::CodeExpired => Self::CodeWrong,
            VerificationError::UserBanned => Self::Banned,
            VerificationError::EmailExists => Self::EmailTaken,
            VerificationError::Failed(error) => error.into(),
        }
    }
}

impl From<VerifyCodeError> for SignInFailure {
    fn from(error: VerifyCodeError) -> Self {
        match error {
            VerifyCodeError::Refused(error) => error.into(),
            VerifyCodeError::TooManyAttempts(error) => error.into(),
            VerifyCodeError::Failed(error) => error.into(),
        }
    }
}
