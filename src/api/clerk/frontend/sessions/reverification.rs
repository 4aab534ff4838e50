use axum::{extract::Path, response::Response};
use serde::Serialize;

use super::{SessionResource, offered_factors::factors, require};
use crate::api::clerk::{
    error::ClerkError,
    frontend::{browser::Browser, factors::Factor, form::Form, shared_errors::code},
    possible_errors::{CodeIncorrect, PasswordIncorrect, Refused, SignedIn, StrategyInvalid},
    tag,
};
use identity::{ConfirmError, MailReauthenticationError, Password, Proof, TextSecondFactorError};

/// A reverification in Clerk's format: the signed-in user proves again who they are, before a sensitive change.
#[derive(Serialize)]
struct SessionVerification {
    object: &'static str,
    id: String,
    status: &'static str,
    level: String,
    session: SessionResource,
    first_factor_verification: Option<Verification>,
    second_factor_verification: Option<Verification>,
    supported_first_factors: Option<Vec<Factor>>,
    supported_second_factors: Option<Vec<Factor>>,
}

#[derive(Serialize)]
struct Verification {
    object: &'static str,
    status: &'static str,
    strategy: String,
    attempts: (),
    expire_at: (),
}

/// `POST /client/sessions/{id}/verify`: returns the ways in which the user can prove who they are. Who has a second factor
/// proves it by that.
#[utoipa::path(post, path = "/client/sessions/{id}/verify", tag = tag::BROWSERS, operation_id = "clerkBrowserBeginReverification",
    params(("id" = String, Path, description = "ID of the session")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: the verification of the session; `client`: the browser's client"),
        Refused<(Browser, SignedIn, Form)>))]
pub async fn begin(
    Path(id): Path<String>,
    browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    let level = form.filled("level").unwrap_or("first_factor").to_owned();
    answer(&id, browser, &level, None).await
}

/// `POST /client/sessions/{id}/verify/prepare_first_factor`: mails a code to the user's address.
#[utoipa::path(post, path = "/client/sessions/{id}/verify/prepare_first_factor", tag = tag::BROWSERS, operation_id = "clerkBrowserPrepareReverificationFirst",
    params(("id" = String, Path, description = "ID of the session")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: the verification of the session; `client`: the browser's client"),
        Refused<(Browser, SignedIn, Form, StrategyInvalid, MailReauthenticationError)>))]
pub async fn prepare(
    Path(id): Path<String>,
    browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    require(&browser, &id)?;
    if form.required("strategy")? != "email_code" {
        return Err(ClerkError::STRATEGY_INVALID);
    }
    let (identity, auth) = (browser.state.identity.clone(), browser.auth()?);
    identity.mail_proof(&auth, &browser.client).await?;
    answer(&id, browser, "first_factor", None).await
}

/// `POST /client/sessions/{id}/verify/prepare_second_factor`: texts a code to the user's phone.
#[utoipa::path(post, path = "/client/sessions/{id}/verify/prepare_second_factor", tag = tag::BROWSERS, operation_id = "clerkBrowserPrepareReverificationSecond",
    params(("id" = String, Path, description = "ID of the session")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: the verification of the session; `client`: the browser's client"),
        Refused<(Browser, SignedIn, Form, StrategyInvalid, TextSecondFactorError)>))]
pub async fn prepare_second(
    Path(id): Path<String>,
    browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    require(&browser, &id)?;
    if form.required("strategy")? != "phone_code" {
        return Err(ClerkError::STRATEGY_INVALID);
    }
    let (identity, auth) = (browser.state.identity.clone(), browser.auth()?);
    identity
        .text_proof(&auth, form.filled("phone_number_id"), &browser.client)
        .await?;
    answer(&id, browser, "second_factor", None).await
}

/// `POST /client/sessions/{id}/verify/attempt_second_factor`: proves who the user is, as the attempt of the first factor.
#[utoipa::path(post, path = "/client/sessions/{id}/verify/attempt_second_factor", tag = tag::BROWSERS, operation_id = "clerkBrowserAttemptReverificationSecond",
    params(("id" = String, Path, description = "ID of the session")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: the verification of the session; `client`: the browser's client"),
        Refused<((Browser, SignedIn, Form, CodeIncorrect, PasswordIncorrect, StrategyInvalid), (ConfirmError,))>))]
pub async fn attempt_second(
    id: Path<String>,
    browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    attempt(id, browser, form).await
}

/// `POST /client/sessions/{id}/verify/attempt_first_factor`: proves who the user is. The session continues under a new
/// token.
#[utoipa::path(post, path = "/client/sessions/{id}/verify/attempt_first_factor", tag = tag::BROWSERS, operation_id = "clerkBrowserAttemptReverificationFirst",
    params(("id" = String, Path, description = "ID of the session")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: the verification of the session; `client`: the browser's client"),
        Refused<((Browser, SignedIn, Form, CodeIncorrect, PasswordIncorrect, StrategyInvalid), (ConfirmError,))>))]
pub async fn attempt(
    Path(id): Path<String>,
    mut browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    require(&browser, &id)?;
    let strategy = form.required("strategy")?.to_owned();
    let proof = match strategy.as_str() {
        "password" => {
            let password = Password::presented(form.required("password")?.to_owned());
            Proof::Password(password.map_err(|_| ClerkError::PASSWORD_INCORRECT)?)
        }
        "email_code" => Proof::MailedCode(code(&form)?),
        "totp" | "backup_code" | "phone_code" => Proof::FactorCode(code(&form)?),
        _ => return Err(ClerkError::STRATEGY_INVALID),
    };
    let (identity, auth) = (browser.state.identity.clone(), browser.auth()?);
    let renewed = identity.confirm(&auth, proof, &browser.client).await?;
    browser.renew(renewed).await?;
    answer(&id, browser, "first_factor", Some(strategy)).await
}

async fn answer(
    id: &str,
    browser: Browser,
    level: &str,
    proved_by: Option<String>,
) -> Result<Response, ClerkError> {
    let session = require(&browser, id)?;
    let auth = session.auth_context();
    let resource = SessionResource::of(&browser, session).await?;
    let resource = resource.ok_or(ClerkError::SIGNED_OUT)?;
    let factors = factors(&browser, &auth).await?;
    let is_done = proved_by.is_some();
    let needs_second = !factors.second.is_empty();
    let verified = proved_by.map(|strategy| Verification {
        object: "verification",
        status: "verified",
        strategy,
        attempts: (),
        expire_at: (),
    });
    let (first, second) = if needs_second {
        (None, verified)
    } else {
        (verified, None)
    };
    let verification = SessionVerification {
        object: "session_verification",
        id: auth.session.as_str().to_owned(),
        status: match (is_done, needs_second) {
            (true, _) => "complete",
            (false, true) => "needs_second_factor",
            (false, false) => "needs_first_factor",
        },
        level: level.to_owned(),
        session: resource,
        first_factor_verification: first,
        second_factor_verification: second,
        supported_first_factors: (!needs_second).then_some(factors.offered),
        supported_second_factors: needs_second.then_some(factors.second),
    };
    browser.answer(verification).await
}
