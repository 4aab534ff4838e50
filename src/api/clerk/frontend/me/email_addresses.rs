use axum::{extract::Path, response::Response};

use super::find;
use crate::api::clerk::{
    deleted::DeletedObject,
    error::ClerkError,
    frontend::{browser::Browser, form::Form, shared_errors::code},
    users::identifications::EmailAddressEntry,
};
use identity::{
    AddAddressError, AuthContext, Email, MailAddressCodeError, RemoveAddressError,
    SetPrimaryAddressError, VerifyAddressError,
};

impl From<AddAddressError> for ClerkError {
    fn from(error: AddAddressError) -> Self {
        match error {
            AddAddressError::ReauthenticationNeeded => Self::REVERIFICATION_REQUIRED,
            AddAddressError::MailOff => Self::NO_MAIL,
            AddAddressError::Invalid => Self::EMAIL_INVALID,
            AddAddressError::AlreadyAdded | AddAddressError::Exists => Self::EMAIL_EXISTS,
            AddAddressError::TooMany => Self::TOO_MANY_ADDRESSES,
            AddAddressError::TooManyMails(error) => error.into(),
            AddAddressError::Failed(error) => error.into(),
        }
    }
}

impl From<MailAddressCodeError> for ClerkError {
    fn from(error: MailAddressCodeError) -> Self {
        match error {
            MailAddressCodeError::MailOff => Self::NO_MAIL,
            MailAddressCodeError::NoSuchAddress => Self::NO_SUCH_ADDRESS,
            MailAddressCodeError::AlreadyVerified => Self::ALREADY_VERIFIED,
            MailAddressCodeError::MailedJustNow => Self::MAILED_JUST_NOW,
            MailAddressCodeError::TooManyMails(error) => error.into(),
            MailAddressCodeError::Failed(error) => error.into(),
        }
    }
}

impl From<VerifyAddressError> for ClerkError {
    fn from(error: VerifyAddressError) -> Self {
        match error {
            VerifyAddressError::NoSuchAddress => Self::NO_SUCH_ADDRESS,
            VerifyAddressError::AlreadyVerified => Self::ALREADY_VERIFIED,
            VerifyAddressError::CodeExpired => Self::CODE_INCORRECT,
            VerifyAddressError::Exists => Self::EMAIL_EXISTS,
            VerifyAddressError::TooManyAttempts(error) => error.into(),
            VerifyAddressError::Failed(error) => error.into(),
        }
    }
}

impl From<SetPrimaryAddressError> for ClerkError {
    fn from(error: SetPrimaryAddressError) -> Self {
        match error {
            SetPrimaryAddressError::ReauthenticationNeeded => Self::REVERIFICATION_REQUIRED,
            SetPrimaryAddressError::NoSuchAddress => Self::NO_SUCH_ADDRESS,
            SetPrimaryAddressError::NotVerified | SetPrimaryAddressError::NotAdded => {
                Self::PRIMARY_NOT_VERIFIED
            }
            SetPrimaryAddressError::Failed(error) => error.into(),
        }
    }
}

impl From<RemoveAddressError> for ClerkError {
    fn from(error: RemoveAddressError) -> Self {
        match error {
            RemoveAddressError::ReauthenticationNeeded => Self::REVERIFICATION_REQUIRED,
            RemoveAddressError::NoSuchAddress => Self::NO_SUCH_ADDRESS,
            RemoveAddressError::Primary => Self::PRIMARY_ADDRESS,
            RemoveAddressError::VouchedFor => Self::ADDRESS_OF_PROVIDER,
            RemoveAddressError::LastWayIn => Self::LAST_WAY_IN,
            RemoveAddressError::Failed(error) => error.into(),
        }
    }
}

/// `GET /me/email_addresses`: lists the user's addresses.
pub async fn list(browser: Browser) -> Result<Response, ClerkError> {
    let user = find(&browser, &browser.auth()?).await?;
    let addresses = user.into_email_addresses();
    browser.answer(addresses).await
}

/// `POST /me/email_addresses`: adds an address, unverified.
pub async fn create(browser: Browser, form: Form) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let email = Email::parse(form.required("email_address")?)?;
    let identity = browser.state.identity.clone();
    let added = identity
        .add_email_address(&auth, &email, &browser.client)
        .await?;
    answer(browser, &auth, &added.id).await
}

/// `GET /me/email_addresses/{id}`: returns one of the user's addresses.
pub async fn read(Path(id): Path<String>, browser: Browser) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    answer(browser, &auth, &id).await
}

/// `POST /me/email_addresses/{id}/prepare_verification`: mails a code to the address.
pub async fn prepare(
    Path(id): Path<String>,
    browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    if form.required("strategy")? != "email_code" {
        return Err(ClerkError::STRATEGY_INVALID);
    }
    let identity = browser.state.identity.clone();
    identity
        .mail_email_address_code(&auth, &id, &browser.client)
        .await?;
    answer(browser, &auth, &id).await
}

/// `POST /me/email_addresses/{id}/attempt_verification`: verifies the address by the mailed code.
pub async fn attempt(
    Path(id): Path<String>,
    browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let code = code(&form)?;
    let identity = browser.state.identity.clone();
    identity
        .verify_email_address(&auth, &id, &code, &browser.client)
        .await?;
    answer(browser, &auth, &id).await
}

/// `DELETE /me/email_addresses/{id}`: removes an address, but neither the primary one nor the last way to sign in.
pub async fn delete(Path(id): Path<String>, browser: Browser) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let identity = browser.state.identity.clone();
    identity
        .remove_email_address(&auth, &id, &browser.client)
        .await?;
    browser
        .answer(DeletedObject::new("email_address", &id))
        .await
}

async fn answer(browser: Browser, auth: &AuthContext, id: &str) -> Result<Response, ClerkError> {
    let user = find(&browser, auth).await?;
    let mut addresses: Vec<EmailAddressEntry> = user.into_email_addresses();
    addresses.retain(|address| address.id() == id);
    let address = addresses.pop().ok_or(ClerkError::NO_SUCH_ADDRESS)?;
    browser.answer(address).await
}
