use axum::{extract::Path, response::Response};

use super::find;
use crate::api::clerk::{
    deleted::DeletedObject,
    error::ClerkError,
    frontend::{browser::Browser, form::Form, shared_errors::code},
    users::identifications::PhoneNumberEntry,
};
use identity::{
    AttemptPhoneVerificationError, AuthContext, CreatePhoneNumberError, MakeDefaultPhoneError,
    PreparePhoneVerificationError, RemovePhoneNumberError, ReservePhoneNumberError,
};

impl From<CreatePhoneNumberError> for ClerkError {
    fn from(error: CreatePhoneNumberError) -> Self {
        match error {
            CreatePhoneNumberError::SmsOff => Self::NO_TEXTS,
            CreatePhoneNumberError::PhoneNumberExists => Self::PHONE_EXISTS,
            CreatePhoneNumberError::TooManyPhoneNumbers => Self::PHONES_TOO_MANY,
            CreatePhoneNumberError::Failed(error) => error.into(),
        }
    }
}

impl From<PreparePhoneVerificationError> for ClerkError {
    fn from(error: PreparePhoneVerificationError) -> Self {
        match error {
            PreparePhoneVerificationError::PhoneNumberNotFound => Self::NO_SUCH_PHONE_NUMBER,
            PreparePhoneVerificationError::AlreadyVerified => Self::ALREADY_VERIFIED,
            PreparePhoneVerificationError::Text(error) => error.into(),
            PreparePhoneVerificationError::Failed(error) => error.into(),
        }
    }
}

impl From<AttemptPhoneVerificationError> for ClerkError {
    fn from(error: AttemptPhoneVerificationError) -> Self {
        match error {
            AttemptPhoneVerificationError::PhoneNumberNotFound => Self::NO_SUCH_PHONE_NUMBER,
            AttemptPhoneVerificationError::AlreadyVerified => Self::ALREADY_VERIFIED,
            AttemptPhoneVerificationError::CodeRefused => Self::CODE_INCORRECT,
            AttemptPhoneVerificationError::PhoneNumberExists => Self::PHONE_EXISTS,
            AttemptPhoneVerificationError::TooManyAttempts(error) => error.into(),
            AttemptPhoneVerificationError::Failed(error) => error.into(),
        }
    }
}

impl From<ReservePhoneNumberError> for ClerkError {
    fn from(error: ReservePhoneNumberError) -> Self {
        match error {
            ReservePhoneNumberError::SmsOff => Self::NO_TEXTS,
            ReservePhoneNumberError::ReauthenticationNeeded
            | ReservePhoneNumberError::InsufficientAal => Self::REVERIFICATION_REQUIRED,
            ReservePhoneNumberError::PhoneNumberNotFound => Self::NO_SUCH_PHONE_NUMBER,
            ReservePhoneNumberError::NotVerified => Self::PHONE_UNVERIFIED,
            ReservePhoneNumberError::SessionNotFound => Self::SIGNED_OUT,
            ReservePhoneNumberError::Failed(error) => error.into(),
        }
    }
}

impl From<MakeDefaultPhoneError> for ClerkError {
    fn from(error: MakeDefaultPhoneError) -> Self {
        match error {
            MakeDefaultPhoneError::InsufficientAal => Self::REVERIFICATION_REQUIRED,
            MakeDefaultPhoneError::PhoneNumberNotFound => Self::NO_SUCH_PHONE_NUMBER,
            MakeDefaultPhoneError::NotReserved => Self::PHONE_NOT_RESERVED,
            MakeDefaultPhoneError::Failed(error) => error.into(),
        }
    }
}

impl From<RemovePhoneNumberError> for ClerkError {
    fn from(error: RemovePhoneNumberError) -> Self {
        match error {
            RemovePhoneNumberError::ReauthenticationNeeded
            | RemovePhoneNumberError::InsufficientAal => Self::REVERIFICATION_REQUIRED,
            RemovePhoneNumberError::PhoneNumberNotFound => Self::NO_SUCH_PHONE_NUMBER,
            RemovePhoneNumberError::Failed(error) => error.into(),
        }
    }
}

/// `GET /me/phone_numbers`: lists the user's phone numbers.
pub async fn list(browser: Browser) -> Result<Response, ClerkError> {
    let user = find(&browser, &browser.auth()?).await?;
    let numbers = user.into_phone_numbers();
    browser.answer(numbers).await
}

/// `POST /me/phone_numbers`: adds a phone number, unverified.
pub async fn create(browser: Browser, form: Form) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let identity = browser.state.identity.clone();
    let number = identity.parse_phone_number(form.required("phone_number")?)?;
    let added = identity
        .create_phone_number(&auth, &number, &browser.client)
        .await?;
    answer(browser, &auth, &added.id).await
}

/// `GET /me/phone_numbers/{id}`: returns one of the user's phone numbers.
pub async fn read(Path(id): Path<String>, browser: Browser) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    answer(browser, &auth, &id).await
}

/// `POST /me/phone_numbers/{id}/prepare_verification`: texts a code to the number.
pub async fn prepare(
    Path(id): Path<String>,
    browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    if form.filled("strategy").is_some_and(|it| it != "phone_code") {
        return Err(ClerkError::STRATEGY_INVALID);
    }
    let identity = browser.state.identity.clone();
    identity
        .prepare_phone_verification(&auth, &id, &browser.client)
        .await?;
    answer(browser, &auth, &id).await
}

/// `POST /me/phone_numbers/{id}/attempt_verification`: verifies the number by the texted code.
pub async fn attempt(
    Path(id): Path<String>,
    browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let code = code(&form)?;
    let identity = browser.state.identity.clone();
    identity
        .attempt_phone_verification(&auth, &id, &code, &browser.client)
        .await?;
    answer(browser, &auth, &id).await
}

/// `PATCH /me/phone_numbers/{id}`: reserves a verified number for the second factor, or releases it, and makes it the one
/// that codes are texted to.
pub async fn update(
    Path(id): Path<String>,
    mut browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    let mut auth = browser.auth()?;
    let identity = browser.state.identity.clone();
    if let Some(is_reserved) = form.flag("reserved_for_second_factor")? {
        let reserved = identity
            .reserve_phone_number(&auth, &id, is_reserved, &browser.client)
            .await?;
        auth = reserved.auth;
        browser.look_up().await?;
    }
    if form.flag("default_second_factor")? == Some(true) {
        identity
            .make_default_second_factor(&auth, &id, &browser.client)
            .await?;
    }
    answer(browser, &auth, &id).await
}

/// `DELETE /me/phone_numbers/{id}`: removes a phone number.
pub async fn delete(Path(id): Path<String>, browser: Browser) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let identity = browser.state.identity.clone();
    identity
        .remove_phone_number(&auth, &id, &browser.client)
        .await?;
    browser
        .answer(DeletedObject::new("phone_number", &id))
        .await
}

async fn answer(browser: Browser, auth: &AuthContext, id: &str) -> Result<Response, ClerkError> {
    let user = find(&browser, auth).await?;
    let mut numbers: Vec<PhoneNumberEntry> = user.into_phone_numbers();
    numbers.retain(|number| number.id() == id);
    let number = numbers.pop().ok_or(ClerkError::NO_SUCH_PHONE_NUMBER)?;
    browser.answer(number).await
}
