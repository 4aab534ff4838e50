use axum::{Form, extract::State, response::Response};
use serde::Deserialize;

use super::{form_context::AccountFormContext, form_error::AccountFormError};
use crate::{
    account::{FormOutcome, Section},
    server::AppState,
};
use identity::{AddressChangeError, ChangeEmailError, Email, MailAddressChangeError, OneTimeCode};

/// An address as it was typed.
#[derive(Deserialize)]
pub struct ChangeEmailForm {
    #[serde(default)]
    email: String,
}

/// A code as it was typed.
#[derive(Deserialize)]
pub struct EmailCodeForm {
    #[serde(default)]
    code: String,
}

/// `POST /account/email`
pub async fn change(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<ChangeEmailForm>,
) -> Response {
    let outcome = ask(&state, &context, &form.email).await;
    context.answer(Section::Email, outcome, &[("email", &form.email)])
}

async fn ask(
    state: &AppState,
    context: &AccountFormContext,
    email: &str,
) -> Result<FormOutcome, AccountFormError> {
    let email = Email::presented(email).map_err(|_| FormOutcome::EmailInvalid)?;
    let account = state
        .identity
        .change_own_email(&context.auth, &email, &context.client)
        .await?;
    Ok(match account.new_email {
        Some(_) => FormOutcome::EmailAsked,
        None => FormOutcome::EmailChanged,
    })
}

/// `POST /account/email/code`
pub async fn agree(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<EmailCodeForm>,
) -> Response {
    let Ok(code) = OneTimeCode::parse(&form.code) else {
        return context.answer(Section::Email, Err(FormOutcome::CodeWrong.into()), &[]);
    };
    let agreed = state
        .identity
        .agree_to_own_email(&context.auth, &code, &context.client)
        .await;
    let outcome = match agreed {
        Ok(true) => Ok(FormOutcome::EmailChanged),
        Ok(false) => Ok(FormOutcome::EmailHalf),
        Err(error) => Err(error.into()),
    };
    context.answer(Section::Email, outcome, &[])
}

/// `POST /account/email/mail`
pub async fn mail_again(State(state): State<AppState>, context: AccountFormContext) -> Response {
    let (auth, client) = (&context.auth, &context.client);
    let mailed = state.identity.mail_own_change(auth, client).await;
    let outcome = mailed
        .map(|()| FormOutcome::Mailed)
        .map_err(AccountFormError::from);
    context.answer(Section::Email, outcome, &[])
}

/// `POST /account/email/keep`
pub async fn keep(State(state): State<AppState>, context: AccountFormContext) -> Response {
    let (auth, client) = (&context.auth, &context.client);
    let kept = state.identity.keep_own_email(auth, client).await;
    let outcome = kept
        .map(|()| FormOutcome::EmailKept)
        .map_err(AccountFormError::from);
    context.answer(Section::Email, outcome, &[])
}

impl From<ChangeEmailError> for AccountFormError {
    fn from(error: ChangeEmailError) -> Self {
        match error {
            ChangeEmailError::ReauthenticationNeeded => Self::ConfirmFirst,
            ChangeEmailError::MailOff => FormOutcome::NoMail.into(),
            ChangeEmailError::Address(error) => error.into(),
            ChangeEmailError::UserNotFound => Self::SignedOut,
            ChangeEmailError::TooManyMails(error) => error.into(),
            ChangeEmailError::Failed(error) => error.into(),
        }
    }
}

impl From<AddressChangeError> for AccountFormError {
    fn from(error: AddressChangeError) -> Self {
        match error {
            AddressChangeError::CodeExpired => FormOutcome::CodeWrong.into(),
            AddressChangeError::EmailExists => FormOutcome::EmailTaken.into(),
            AddressChangeError::Failed(error) => error.into(),
        }
    }
}

impl From<MailAddressChangeError> for AccountFormError {
    fn from(error: MailAddressChangeError) -> Self {
        match error {
            MailAddressChangeError::MailOff => FormOutcome::NoMail.into(),
            MailAddressChangeError::MailedJustNow => FormOutcome::MailedJustNow.into(),
            MailAddressChangeError::Failed(error) => error.into(),
        }
    }
}
