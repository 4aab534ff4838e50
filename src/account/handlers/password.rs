use axum::{Form, extract::State, response::Response};
use serde::Deserialize;

use super::{form_context::AccountFormContext, form_error::AccountFormError};
use crate::{
    account::{FormOutcome, Section},
    server::AppState,
};
use identity::{Password, SetPasswordError};

/// Passwords as they were typed.
#[derive(Deserialize)]
pub struct PasswordForm {
    #[serde(default)]
    current_password: String,
    #[serde(default)]
    new_password: String,
}

/// `POST /account/password`
pub async fn save(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<PasswordForm>,
) -> Response {
    let outcome = set(&state, &context, form).await;
    context.answer(Section::Password, outcome, &[])
}

async fn set(
    state: &AppState,
    context: &AccountFormContext,
    form: PasswordForm,
) -> Result<FormOutcome, AccountFormError> {
    let new = Password::chosen(form.new_password)?;
    let current = match form.current_password {
        empty if empty.is_empty() => None,
        typed => Some(Password::presented(typed).map_err(|_| FormOutcome::PasswordWrong)?),
    };
    let (auth, client) = (&context.auth, &context.client);
    state
        .identity
        .set_own_password(auth, current, &new, client)
        .await?;
    Ok(FormOutcome::PasswordSaved)
}

impl From<SetPasswordError> for AccountFormError {
    fn from(error: SetPasswordError) -> Self {
        match error {
            SetPasswordError::NoLocalAccounts => FormOutcome::NoPasswords.into(),
            SetPasswordError::ReauthenticationNeeded => Self::ConfirmFirst,
            SetPasswordError::Password(error) => error.into(),
            SetPasswordError::SamePassword => FormOutcome::PasswordSame.into(),
            SetPasswordError::CurrentPasswordInvalid => FormOutcome::PasswordWrong.into(),
            SetPasswordError::SessionNotFound => Self::SignedOut,
            SetPasswordError::EmailNotConfirmed => FormOutcome::NoAddress.into(),
            SetPasswordError::EmailExists => FormOutcome::AddressTaken.into(),
            SetPasswordError::Failed(error) => error.into(),
        }
    }
}
