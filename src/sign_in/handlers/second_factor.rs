use axum::{
    Form,
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::form_context::SignInFormContext;
use crate::server::{
    AppState,
    browser_sign_in::{SignInFailure, after_sign_in, with_error},
};
use identity::{
    InvalidCode, OneTimeCode, SecondFactorError, SignedIn, TextCodeError, TextSecondFactorError,
};

/// A code of an authenticator app, one that was texted, or a backup code.
#[derive(Deserialize)]
pub struct SecondFactorForm {
    code: SecretString,
}

/// `POST /second-factor`: the session that waits for it, surer who it is and under a new token.
pub async fn show(
    State(state): State<AppState>,
    context: SignInFormContext,
    Form(form): Form<SecondFactorForm>,
) -> Response {
    match attempt(&state, &context, &form).await {
        Ok(signed_in) => after_sign_in(&state, &signed_in, context.return_path.as_ref()),
        Err(SignInFailure::Expired) => with_error("/", SignInFailure::FactorExpired),
        Err(failure) => with_error("/second-factor", failure),
    }
}

/// The phone number to text, by its identifier; the default one where none is chosen.
#[derive(Deserialize)]
pub struct TextForm {
    phone: Option<String>,
}

/// `POST /second-factor/text`: texts a code to the phone of whoever waits for the second factor.
pub async fn text(
    State(state): State<AppState>,
    context: SignInFormContext,
    Form(form): Form<TextForm>,
) -> Response {
    let texted = match &context.session {
        Some(token) => {
            let phone = form.phone.as_deref();
            let texted = state
                .identity
                .text_second_factor(token, phone, &context.client);
            texted.await.map_err(SignInFailure::from)
        }
        None => Err(SignInFailure::Expired),
    };
    match texted {
        Ok(_) => Redirect::to("/second-factor?sent").into_response(),
        Err(SignInFailure::Expired) => with_error("/", SignInFailure::FactorExpired),
        Err(failure) => with_error("/second-factor", failure),
    }
}

async fn attempt(
    state: &AppState,
    context: &SignInFormContext,
    form: &SecondFactorForm,
) -> Result<SignedIn, SignInFailure> {
    let token = context.session.as_ref().ok_or(SignInFailure::Expired)?;
    let code = match OneTimeCode::parse(form.code.expose_secret()) {
        Ok(code) => code,
        Err(InvalidCode::Malformed) => {
            let pending = state.identity.find_pending_session(token).await?;
            pending.ok_or(SignInFailure::Expired)?;
            return Err(SignInFailure::FactorCodeWrong);
        }
        Err(empty) => return Err(empty.into()),
    };
    let signed_in = state
        .identity
        .show_second_factor(token, &code, &context.client)
        .await;
    Ok(signed_in?)
}

impl From<SecondFactorError> for SignInFailure {
    fn from(error: SecondFactorError) -> Self {
        match error {
            SecondFactorError::CodeRefused => Self::FactorCodeWrong,
            SecondFactorError::SessionNotFound => Self::Expired,
            SecondFactorError::TooManyAttempts(error) => error.into(),
            SecondFactorError::Failed(error) => error.into(),
        }
    }
}

impl From<TextSecondFactorError> for SignInFailure {
    fn from(error: TextSecondFactorError) -> Self {
        match error {
            TextSecondFactorError::SessionNotFound => Self::Expired,
            TextSecondFactorError::PhoneNumberNotFound => Self::Failed,
            TextSecondFactorError::Text(error) => match error {
                TextCodeError::SmsOff => Self::NoSms,
                TextCodeError::TextedJustNow => Self::TextedJustNow,
                TextCodeError::TooManyTexts(error) => error.into(),
                TextCodeError::Failed(error) => error.into(),
            },
            TextSecondFactorError::Failed(error) => error.into(),
        }
    }
}
