use axum::{extract::Path, response::Response};

use super::{
    created::Created,
    resource::{SignUp, require},
};
use crate::api::clerk::{
    error::ClerkError,
    frontend::{browser::Browser, form::Form, shared_errors::code},
    possible_errors::{CodeIncorrect, NoSuchSignUp, Refused, StrategyInvalid},
    tag,
};
use identity::{ContinueSignUpError, Token};

/// `POST /client/sign_ups/{id}/prepare_verification`: mails a code to the address, unless it has an account. The response
/// does not reveal whether it has.
#[utoipa::path(post, path = "/client/sign_ups/{id}/prepare_verification", tag = tag::BROWSERS, operation_id = "clerkBrowserPrepareSignUp",
    params(("id" = String, Path, description = "ID of the sign-up")),
    responses((status = OK, description = "`response`: the sign-up; `client`: the browser's client"),
        Refused<(Browser, Form, NoSuchSignUp, StrategyInvalid, ContinueSignUpError)>))]
pub async fn prepare(
    Path(id): Path<String>,
    browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    let token = require_code_strategy(&browser, &id, &form).await?;
    let identity = browser.state.identity.clone();
    let attempt = identity.mail_sign_up_code(&token, &browser.client).await?;
    let sign_up = SignUp::new(&attempt, None, &browser);
    browser.answer(sign_up).await
}

/// `POST /client/sign_ups/{id}/attempt_verification`: completes the sign-up by the mailed code.
#[utoipa::path(post, path = "/client/sign_ups/{id}/attempt_verification", tag = tag::BROWSERS, operation_id = "clerkBrowserAttemptSignUp",
    params(("id" = String, Path, description = "ID of the sign-up")),
    responses((status = OK, description = "`response`: the sign-up; `client`: the browser's client"),
        Refused<(Browser, Form, CodeIncorrect, NoSuchSignUp, StrategyInvalid, ContinueSignUpError)>))]
pub async fn attempt(
    Path(id): Path<String>,
    mut browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    let token = require_code_strategy(&browser, &id, &form).await?;
    let attempt = require(&browser, &id).await?;
    let code = code(&form)?;
    let identity = browser.state.identity.clone();
    let previous = browser.session_token.clone();
    let signed_in = identity
        .finish_sign_up(&token, &code, previous.as_ref(), &browser.client)
        .await?;
    let session = signed_in.session.clone();
    browser.adopt(signed_in).await?;
    let user = browser.auth()?.user;
    let sign_up = SignUp::new(&attempt, Some(&Created { user, session }), &browser);
    browser.answer(sign_up).await
}

async fn require_code_strategy(
    browser: &Browser,
    id: &str,
    form: &Form,
) -> Result<Token, ClerkError> {
    require(browser, id).await?;
    if form.required("strategy")? != "email_code" {
        return Err(ClerkError::STRATEGY_INVALID);
    }
    let token = browser.attempt_token().cloned();
    token.ok_or(ClerkError::NO_SUCH_SIGN_UP)
}
