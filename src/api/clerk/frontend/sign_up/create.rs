use axum::{extract::Path, response::Response};

use super::{
    created::Created,
    resource::{SignUp, require},
    with_provider,
};
use crate::{
    api::clerk::{
        error::ClerkError,
        frontend::{
            browser::{Browser, BrowserSession},
            external_flow::provider,
            form::Form,
        },
        possible_errors::{AlreadyVerified, NoSuchSignUp, Refused, SessionExists, StrategyInvalid},
        tag,
    },
    server::browser_sign_in::SignInFailure,
};
use identity::{
    ContinueSignUpError, Email, InvalidEmail, InvalidPassword, InvalidUsername, Metadata,
    MetadataTooLarge, Password, PersonName, ProviderSignUpError, SaveSignUpError, SignUpAttempt,
    SignUpFields, Token, TransferError, Username,
};

/// The errors in the fields of a sign-up.
type FieldErrors = (
    Form,
    InvalidEmail,
    InvalidPassword,
    InvalidUsername,
    MetadataTooLarge,
);

/// `POST /client/sign_ups`: begins a sign-up. Where addresses need no verification it completes as soon as nothing is
/// missing; with a provider when the browser has returned from there.
#[utoipa::path(post, path = "/client/sign_ups", tag = tag::BROWSERS, operation_id = "clerkBrowserCreateSignUp",
    responses((status = OK, description = "`response`: the sign-up; `client`: the browser's client"),
        Refused<((Browser, FieldErrors, SessionExists, StrategyInvalid), (ContinueSignUpError, SaveSignUpError), (ProviderSignUpError, TransferError, SignInFailure))>))]
pub async fn create(mut browser: Browser, form: Form) -> Result<Response, ClerkError> {
    if let BrowserSession::Active(_) = browser.session {
        return Err(ClerkError::SESSION_EXISTS);
    }
    let fields = fields(&form)?;
    if form.flag("transfer")? == Some(true) {
        return with_provider::transfer(browser, fields).await;
    }
    if let Some(provider) = provider(form.filled("strategy"))? {
        return with_provider::begin(browser, &form, fields, provider).await;
    }
    let token = browser.begin_attempt();
    let identity = browser.state.identity.clone();
    let attempt = identity
        .begin_sign_up(&token, fields, &browser.client)
        .await?;
    finish(browser, &token, attempt).await
}

/// `GET /client/sign_ups/{id}`: returns the browser's sign-up.
#[utoipa::path(get, path = "/client/sign_ups/{id}", tag = tag::BROWSERS, operation_id = "clerkBrowserGetSignUp",
    params(("id" = String, Path, description = "ID of the sign-up")),
    responses((status = OK, description = "`response`: the sign-up; `client`: the browser's client"),
        Refused<(Browser, NoSuchSignUp)>))]
pub async fn read(Path(id): Path<String>, browser: Browser) -> Result<Response, ClerkError> {
    let attempt = require(&browser, &id).await?;
    let created = Created::by(&attempt, &browser);
    let sign_up = SignUp::new(&attempt, created.as_ref(), &browser);
    browser.answer(sign_up).await
}

/// `PATCH /client/sign_ups/{id}`: adds to the browser's sign-up.
#[utoipa::path(patch, path = "/client/sign_ups/{id}", tag = tag::BROWSERS, operation_id = "clerkBrowserUpdateSignUp",
    params(("id" = String, Path, description = "ID of the sign-up")),
    responses((status = OK, description = "`response`: the sign-up; `client`: the browser's client"),
        Refused<((Browser, FieldErrors, AlreadyVerified, NoSuchSignUp, StrategyInvalid), (ContinueSignUpError, SaveSignUpError, ProviderSignUpError))>))]
pub async fn update(
    Path(id): Path<String>,
    browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    if require(&browser, &id).await?.session.is_some() {
        return Err(ClerkError::ALREADY_VERIFIED);
    }
    let fields = fields(&form)?;
    if let Some(provider) = provider(form.filled("strategy"))? {
        return with_provider::go_on(browser, &form, fields, provider).await;
    }
    let token = browser.attempt_token().cloned();
    let token = token.ok_or(ClerkError::NO_SUCH_SIGN_UP)?;
    let identity = browser.state.identity.clone();
    let attempt = identity
        .edit_sign_up(&token, fields, &browser.client)
        .await?;
    let attempt = attempt.ok_or(ClerkError::NO_SUCH_SIGN_UP)?;
    finish(browser, &token, attempt).await
}

/// Completes the sign-up where nothing is missing and addresses need no verification.
async fn finish(
    mut browser: Browser,
    token: &Token,
    attempt: SignUpAttempt,
) -> Result<Response, ClerkError> {
    let identity = browser.state.identity.clone();
    let is_whole = attempt.email.is_some() && attempt.has_password;
    let mut created = None;
    if is_whole {
        let previous = browser.session_token.clone();
        let signed_in = identity
            .finish_believed_sign_up(token, previous.as_ref(), &browser.client)
            .await?;
        if let Some(signed_in) = signed_in {
            let session = signed_in.session.clone();
            browser.adopt(signed_in).await?;
            let user = browser.auth()?.user;
            created = Some(Created { user, session });
        }
    }
    let sign_up = SignUp::new(&attempt, created.as_ref(), &browser);
    browser.answer(sign_up).await
}

fn fields(form: &Form) -> Result<SignUpFields, ClerkError> {
    let name = |field| form.filled(field).map(PersonName::parse).transpose();
    let metadata = form.object("unsafe_metadata")?;
    Ok(SignUpFields {
        email: form.filled("email_address").map(Email::parse).transpose()?,
        password: form
            .filled("password")
            .map(|typed| Password::chosen(typed.to_owned()))
            .transpose()?,
        first_name: name("first_name").map_err(|_| ClerkError::name("first_name"))?,
        last_name: name("last_name").map_err(|_| ClerkError::name("last_name"))?,
        username: form.filled("username").map(Username::parse).transpose()?,
        unsafe_metadata: metadata.map(Metadata::replace).transpose()?,
    })
}
