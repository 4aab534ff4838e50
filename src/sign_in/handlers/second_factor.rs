use axum::{Form, extract::State, response::Response};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::form_context::SignInFormContext;
use crate::server::{
    AppState,
    browser_sign_in::{SignInFailure, after_sign_in, with_error},
};
use identity::{InvalidCode, OneTimeCode, SecondFactorError, SignedIn};

/// A code of an authenticator app, or a backup code.
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
