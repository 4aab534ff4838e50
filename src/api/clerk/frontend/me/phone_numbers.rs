use axum::{extract::Path, response::Response};

use super::find;
use crate::api::clerk::{
    deleted::DeletedObject,
    error::ClerkError,
    frontend::{browser::Browser, form::Form, shared_errors::code},
    possible_errors::{
        CodeIncorrect, NoSuchPhoneNumber, Refused, SignedIn, StrategyInvalid, map_error,
    },
    tag,
    users::identifications::PhoneNumberEntry,
};
use identity::{
    AttemptPhoneVerificationError, AuthContext, CreatePhoneNumberError, InvalidPhoneNumber,
    MakeDefaultPhoneError, PreparePhoneVerificationError, RemovePhoneNumberError,
    ReservePhoneNumberError,
};

map_error!(CreatePhoneNumberError {
    SmsOff => ClerkError::NO_TEXTS,
    PhoneNumberExists => ClerkError::PHONE_EXISTS,
    TooManyPhoneNumbers => ClerkError::PHONES_TOO_MANY,
});

map_error!(PreparePhoneVerificationError {
    PhoneNumberNotFound => ClerkError::NO_SUCH_PHONE_NUMBER,
    AlreadyVerified => ClerkError::ALREADY_VERIFIED,
} Text(TextCodeError));

map_error!(AttemptPhoneVerificationError {
    PhoneNumberNotFound => ClerkError::NO_SUCH_PHONE_NUMBER,
    AlreadyVerified => ClerkError::ALREADY_VERIFIED,
    CodeRefused => ClerkError::CODE_INCORRECT,
    PhoneNumberExists => ClerkError::PHONE_EXISTS,
} TooManyAttempts(TooManyAttempts));

map_error!(ReservePhoneNumberError {
    SmsOff => ClerkError::NO_TEXTS,
    ReauthenticationNeeded | InsufficientAal => ClerkError::REVERIFICATION_REQUIRED,
    PhoneNumberNotFound => ClerkError::NO_SUCH_PHONE_NUMBER,
    NotVerified => ClerkError::PHONE_UNVERIFIED,
    SessionNotFound => ClerkError::SIGNED_OUT,
});

map_error!(MakeDefaultPhoneError {
    InsufficientAal => ClerkError::REVERIFICATION_REQUIRED,
    PhoneNumberNotFound => ClerkError::NO_SUCH_PHONE_NUMBER,
    NotReserved => ClerkError::PHONE_NOT_RESERVED,
});

map_error!(RemovePhoneNumberError {
    ReauthenticationNeeded | InsufficientAal => ClerkError::REVERIFICATION_REQUIRED,
    PhoneNumberNotFound => ClerkError::NO_SUCH_PHONE_NUMBER,
});

/// `GET /me/phone_numbers`: lists the user's phone numbers.
#[utoipa::path(get, path = "/me/phone_numbers", tag = tag::BROWSERS, operation_id = "clerkBrowserListPhoneNumbers",
    security(("session" = [])),
    responses((status = OK, description = "`response`: the list of phone numbers; `client`: the browser's client"),
        Refused<(Browser, SignedIn)>))]
pub async fn list(browser: Browser) -> Result<Response, ClerkError> {
    let user = find(&browser, &browser.auth()?).await?;
    let numbers = user.into_phone_numbers();
    browser.answer(numbers).await
}

/// `POST /me/phone_numbers`: adds a phone number, unverified.
#[utoipa::path(post, path = "/me/phone_numbers", tag = tag::BROWSERS, operation_id = "clerkBrowserCreatePhoneNumber",
    security(("session" = [])),
    responses((status = OK, description = "`response`: the phone number; `client`: the browser's client"),
        Refused<(Browser, SignedIn, Form, NoSuchPhoneNumber, CreatePhoneNumberError, InvalidPhoneNumber)>))]
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
#[utoipa::path(get, path = "/me/phone_numbers/{id}", tag = tag::BROWSERS, operation_id = "clerkBrowserGetPhoneNumber",
    params(("id" = String, Path, description = "ID of the phone number")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: the phone number; `client`: the browser's client"),
        Refused<(Browser, SignedIn, NoSuchPhoneNumber)>))]
pub async fn read(Path(id): Path<String>, browser: Browser) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    answer(browser, &auth, &id).await
}

/// `POST /me/phone_numbers/{id}/prepare_verification`: texts a code to the number.
#[utoipa::path(post, path = "/me/phone_numbers/{id}/prepare_verification", tag = tag::BROWSERS, operation_id = "clerkBrowserPreparePhoneNumber",
    params(("id" = String, Path, description = "ID of the phone number")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: the phone number; `client`: the browser's client"),
        Refused<(Browser, SignedIn, Form, NoSuchPhoneNumber, StrategyInvalid, PreparePhoneVerificationError)>))]
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
#[utoipa::path(post, path = "/me/phone_numbers/{id}/attempt_verification", tag = tag::BROWSERS, operation_id = "clerkBrowserAttemptPhoneNumber",
    params(("id" = String, Path, description = "ID of the phone number")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: the phone number; `client`: the browser's client"),
        Refused<(Browser, SignedIn, Form, CodeIncorrect, NoSuchPhoneNumber, AttemptPhoneVerificationError)>))]
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
#[utoipa::path(patch, path = "/me/phone_numbers/{id}", tag = tag::BROWSERS, operation_id = "clerkBrowserUpdatePhoneNumber",
    params(("id" = String, Path, description = "ID of the phone number")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: the phone number; `client`: the browser's client"),
        Refused<(Browser, SignedIn, Form, NoSuchPhoneNumber, MakeDefaultPhoneError, ReservePhoneNumberError)>))]
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
#[utoipa::path(delete, path = "/me/phone_numbers/{id}", tag = tag::BROWSERS, operation_id = "clerkBrowserDeletePhoneNumber",
    params(("id" = String, Path, description = "ID of the phone number")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: what was deleted; `client`: the browser's client"),
        Refused<(Browser, SignedIn, RemovePhoneNumberError)>))]
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
