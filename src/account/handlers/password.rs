use axum::{Form, extract::State, response::Response};
use serde::Deserialize;

use super::{form_context::AccountFormContext, form_error::AccountFormError};
use crate::{
    account::{FormOutcome, Section},
    server::AppState,
};
use identity::Password;

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
    let saved = state
        .identity
        .set_own_password(auth, current, &new, client)
        .await;
    saved.map_err(|denied| match denied.into() {
        AccountFormError::Rejected(FormOutcome::EmailTaken) => FormOutcome::AddressTaken.into(),
        error => error,
    })?;
    Ok(FormOutcome::PasswordSaved)
}
