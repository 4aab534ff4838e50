use axum::{Form, extract::State, response::Response};
use serde::Deserialize;

use super::{form_context::AccountFormContext, form_error::AccountFormError};
use crate::{
    account::{FormOutcome, Section, address_outcome::AddressOutcome},
    server::AppState,
};
use identity::{
    AddAddressError, Email, MailAddressCodeError, OneTimeCode, RemoveAddressError,
    SetPrimaryAddressError, VerifyAddressError,
};

/// An address as it was typed.
#[derive(Deserialize)]
pub struct AddAddressForm {
    #[serde(default)]
    email: String,
}

/// Which address.
#[derive(Deserialize)]
pub struct AddressForm {
    #[serde(default)]
    address: String,
}

/// Which address, and its code as it was typed.
#[derive(Deserialize)]
pub struct AddressCodeForm {
    #[serde(default)]
    address: String,
    #[serde(default)]
    code: String,
}

/// `POST /account/addresses`
pub async fn add(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<AddAddressForm>,
) -> Response {
    let outcome = add_and_mail(&state, &context, &form.email).await;
    context.answer(Section::Addresses, outcome, &[("email", &form.email)])
}

/// Adds the address, and mails the code that confirms it.
async fn add_and_mail(
    state: &AppState,
    context: &AccountFormContext,
    email: &str,
) -> Result<FormOutcome, AccountFormError> {
    let (auth, client) = (&context.auth, &context.client);
    let email = Email::presented(email).map_err(|_| AddressOutcome::Invalid)?;
    let added = state
        .identity
        .add_email_address(auth, &email, client)
        .await?;
    if added.verified_at.is_some() {
        return Ok(AddressOutcome::Verified.into());
    }
    state
        .identity
        .mail_email_address_code(auth, &added.id, client)
        .await?;
    Ok(AddressOutcome::Added.into())
}

/// `POST /account/addresses/mail`
pub async fn mail(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<AddressForm>,
) -> Response {
    let (auth, client) = (&context.auth, &context.client);
    let identity = &state.identity;
    let mailed = identity.mail_email_address_code(auth, &form.address, client);
    let outcome = mailed.await.map(|_| FormOutcome::Mailed);
    context.answer(Section::Addresses, outcome.map_err(Into::into), &[])
}

/// `POST /account/addresses/code`
pub async fn verify(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<AddressCodeForm>,
) -> Response {
    let Ok(code) = OneTimeCode::parse(&form.code) else {
        let wrong = AddressOutcome::CodeWrong.into();
        return context.answer(Section::Addresses, Err(wrong), &[]);
    };
    let (auth, client) = (&context.auth, &context.client);
    let identity = &state.identity;
    let verified = identity.verify_email_address(auth, &form.address, &code, client);
    let outcome = verified.await.map(|_| AddressOutcome::Verified.into());
    context.answer(Section::Addresses, outcome.map_err(Into::into), &[])
}

/// `POST /account/addresses/primary`
pub async fn make_primary(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<AddressForm>,
) -> Response {
    let (auth, client) = (&context.auth, &context.client);
    let identity = &state.identity;
    let made = identity.set_primary_email_address(auth, &form.address, client);
    let outcome = made.await.map(|_| AddressOutcome::MadePrimary.into());
    context.answer(Section::Addresses, outcome.map_err(Into::into), &[])
}

/// `POST /account/addresses/remove`
pub async fn remove(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<AddressForm>,
) -> Response {
    let (auth, client) = (&context.auth, &context.client);
    let identity = &state.identity;
    let removed = identity.remove_email_address(auth, &form.address, client);
    let outcome = removed.await.map(|()| AddressOutcome::Removed.into());
    context.answer(Section::Addresses, outcome.map_err(Into::into), &[])
}

impl From<AddAddressError> for AccountFormError {
    fn from(error: AddAddressError) -> Self {
        match error {
            AddAddressError::ReauthenticationNeeded => Self::ConfirmFirst,
            AddAddressError::MailOff => FormOutcome::NoMail.into(),
            AddAddressError::Invalid => AddressOutcome::Invalid.into(),
            AddAddressError::AlreadyAdded => AddressOutcome::Known.into(),
            AddAddressError::TooMany => AddressOutcome::TooMany.into(),
            AddAddressError::Exists => AddressOutcome::Taken.into(),
            AddAddressError::TooManyMails(error) => error.into(),
            AddAddressError::Failed(error) => error.into(),
        }
    }
}

impl From<MailAddressCodeError> for AccountFormError {
    fn from(error: MailAddressCodeError) -> Self {
        match error {
            MailAddressCodeError::MailOff => FormOutcome::NoMail.into(),
            MailAddressCodeError::NoSuchAddress => AddressOutcome::Gone.into(),
            MailAddressCodeError::AlreadyVerified => AddressOutcome::Verified.into(),
            MailAddressCodeError::MailedJustNow => FormOutcome::MailedJustNow.into(),
            MailAddressCodeError::TooManyMails(error) => error.into(),
            MailAddressCodeError::Failed(error) => error.into(),
        }
    }
}

impl From<VerifyAddressError> for AccountFormError {
    fn from(error: VerifyAddressError) -> Self {
        match error {
            VerifyAddressError::NoSuchAddress => AddressOutcome::Gone.into(),
            VerifyAddressError::AlreadyVerified => AddressOutcome::Verified.into(),
            VerifyAddressError::CodeExpired => AddressOutcome::CodeWrong.into(),
            VerifyAddressError::Exists => AddressOutcome::Taken.into(),
            VerifyAddressError::TooManyAttempts(error) => error.into(),
            VerifyAddressError::Failed(error) => error.into(),
        }
    }
}

impl From<SetPrimaryAddressError> for AccountFormError {
    fn from(error: SetPrimaryAddressError) -> Self {
        match error {
            SetPrimaryAddressError::ReauthenticationNeeded => Self::ConfirmFirst,
            SetPrimaryAddressError::NoSuchAddress => AddressOutcome::Gone.into(),
            SetPrimaryAddressError::NotVerified => AddressOutcome::Unverified.into(),
            SetPrimaryAddressError::NotAdded => AddressOutcome::Linked.into(),
            SetPrimaryAddressError::Failed(error) => error.into(),
        }
    }
}

impl From<RemoveAddressError> for AccountFormError {
    fn from(error: RemoveAddressError) -> Self {
        match error {
            RemoveAddressError::ReauthenticationNeeded => Self::ConfirmFirst,
            RemoveAddressError::NoSuchAddress => AddressOutcome::Gone.into(),
            RemoveAddressError::Primary => AddressOutcome::Primary.into(),
            RemoveAddressError::VouchedFor => AddressOutcome::Linked.into(),
            RemoveAddressError::LastWayIn => AddressOutcome::LastWayIn.into(),
            RemoveAddressError::Failed(error) => error.into(),
        }
    }
}
