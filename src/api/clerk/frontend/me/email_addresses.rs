use axum::{extract::Path, response::Response};

use super::find;
use crate::api::clerk::{
    deleted::DeletedObject,
    error::ClerkError,
    frontend::{browser::Browser, form::Form, shared_errors::code},
    possible_errors::{
        CodeIncorrect, NoSuchAddress, Refused, SignedIn, StrategyInvalid, map_error,
    },
    tag,
    users::identifications::EmailAddressEntry,
};
use identity::{
    AddAddressError, AuthContext, Email, MailAddressCodeError, RemoveAddressError,
    SetPrimaryAddressError, VerifyAddressError,
};

map_error!(AddAddressError {
    ReauthenticationNeeded => ClerkError::REVERIFICATION_REQUIRED,
    MailOff => ClerkError::NO_MAIL,
    Invalid => ClerkError::EMAIL_INVALID,
    AlreadyAdded | Exists => ClerkError::EMAIL_EXISTS,
    TooMany => ClerkError::TOO_MANY_ADDRESSES,
} TooManyMails(TooManyMails));

map_error!(MailAddressCodeError {
    MailOff => ClerkError::NO_MAIL,
    NoSuchAddress => ClerkError::NO_SUCH_ADDRESS,
    AlreadyVerified => ClerkError::ALREADY_VERIFIED,
    MailedJustNow => ClerkError::MAILED_JUST_NOW,
} TooManyMails(TooManyMails));

map_error!(VerifyAddressError {
    NoSuchAddress => ClerkError::NO_SUCH_ADDRESS,
    AlreadyVerified => ClerkError::ALREADY_VERIFIED,
    CodeExpired => ClerkError::CODE_INCORRECT,
    Exists => ClerkError::EMAIL_EXISTS,
} TooManyAttempts(TooManyAttempts));

map_error!(SetPrimaryAddressError {
    ReauthenticationNeeded => ClerkError::REVERIFICATION_REQUIRED,
    NoSuchAddress => ClerkError::NO_SUCH_ADDRESS,
    NotVerified | NotAdded => ClerkError::PRIMARY_NOT_VERIFIED,
});

map_error!(RemoveAddressError {
    ReauthenticationNeeded => ClerkError::REVERIFICATION_REQUIRED,
    NoSuchAddress => ClerkError::NO_SUCH_ADDRESS,
    Primary => ClerkError::PRIMARY_ADDRESS,
    VouchedFor => ClerkError::ADDRESS_OF_PROVIDER,
    LastWayIn => ClerkError::LAST_WAY_IN,
});

/// `GET /me/email_addresses`: lists the user's addresses.
#[utoipa::path(get, path = "/me/email_addresses", tag = tag::BROWSERS, operation_id = "clerkBrowserListEmailAddresses",
    security(("session" = [])),
    responses((status = OK, description = "`response`: the list of email addresses; `client`: the browser's client"),
        Refused<(Browser, SignedIn)>))]
pub async fn list(browser: Browser) -> Result<Response, ClerkError> {
    let user = find(&browser, &browser.auth()?).await?;
    let addresses = user.into_email_addresses();
    browser.answer(addresses).await
}

/// `POST /me/email_addresses`: adds an address, unverified.
#[utoipa::path(post, path = "/me/email_addresses", tag = tag::BROWSERS, operation_id = "clerkBrowserCreateEmailAddress",
    security(("session" = [])),
    responses((status = OK, description = "`response`: the email address; `client`: the browser's client"),
        Refused<(Browser, SignedIn, Form, NoSuchAddress, AddAddressError)>))]
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
#[utoipa::path(get, path = "/me/email_addresses/{id}", tag = tag::BROWSERS, operation_id = "clerkBrowserGetEmailAddress",
    params(("id" = String, Path, description = "ID of the email address")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: the email address; `client`: the browser's client"),
        Refused<(Browser, SignedIn, NoSuchAddress)>))]
pub async fn read(Path(id): Path<String>, browser: Browser) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    answer(browser, &auth, &id).await
}

/// `POST /me/email_addresses/{id}/prepare_verification`: mails a code to the address.
#[utoipa::path(post, path = "/me/email_addresses/{id}/prepare_verification", tag = tag::BROWSERS, operation_id = "clerkBrowserPrepareEmailAddress",
    params(("id" = String, Path, description = "ID of the email address")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: the email address; `client`: the browser's client"),
        Refused<(Browser, SignedIn, Form, NoSuchAddress, StrategyInvalid, MailAddressCodeError)>))]
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
#[utoipa::path(post, path = "/me/email_addresses/{id}/attempt_verification", tag = tag::BROWSERS, operation_id = "clerkBrowserAttemptEmailAddress",
    params(("id" = String, Path, description = "ID of the email address")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: the email address; `client`: the browser's client"),
        Refused<(Browser, SignedIn, Form, CodeIncorrect, NoSuchAddress, VerifyAddressError)>))]
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
#[utoipa::path(delete, path = "/me/email_addresses/{id}", tag = tag::BROWSERS, operation_id = "clerkBrowserDeleteEmailAddress",
    params(("id" = String, Path, description = "ID of the email address")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: what was deleted; `client`: the browser's client"),
        Refused<(Browser, SignedIn, RemoveAddressError)>))]
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
