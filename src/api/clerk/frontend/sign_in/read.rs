use axum::{extract::Path, response::Response};

use super::resource::{self, SignIn};
use crate::api::clerk::{
    error::ClerkError,
    frontend::browser::Browser,
    possible_errors::{NoSuchSignIn, Refused},
    tag,
};
use identity::SignInAttempt;

/// `GET /client/sign_ins/{id}`: returns the browser's sign-in.
#[utoipa::path(get, path = "/client/sign_ins/{id}", tag = tag::BROWSERS, operation_id = "clerkBrowserGetSignIn",
    params(("id" = String, Path, description = "ID of the sign-in")),
    responses((status = OK, description = "`response`: the sign-in; `client`: the browser's client"),
        Refused<(Browser, NoSuchSignIn)>))]
pub async fn read(Path(id): Path<String>, browser: Browser) -> Result<Response, ClerkError> {
    let attempt = require(&browser, &id).await?;
    answer(browser, &attempt).await
}

/// The browser's attempt with this ID.
///
/// # Errors
/// Returns `resource_not_found` when the browser has no such sign-in.
pub async fn require(browser: &Browser, id: &str) -> Result<SignInAttempt, ClerkError> {
    let attempt = resource::find(browser).await?;
    let attempt = attempt.filter(|attempt| attempt.id == id);
    attempt.ok_or(ClerkError::NO_SUCH_SIGN_IN)
}

/// A response with the attempt as it is now.
///
/// # Errors
/// Returns `resource_not_found` when the session that it began has ended.
pub async fn answer(browser: Browser, attempt: &SignInAttempt) -> Result<Response, ClerkError> {
    let status = resource::status(attempt, &browser.session);
    let status = status.ok_or(ClerkError::NO_SUCH_SIGN_IN)?;
    let sign_in = SignIn::new(attempt, status, &browser).await?;
    browser.answer(sign_in).await
}
