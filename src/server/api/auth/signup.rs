use axum::{
    Json,
    extract::State,
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{body::Body, error::ApiError, session::Session, user::User};
use crate::{
    identity::{Email, Password, SignedUp},
    server::{AppState, caller::Asked},
};

/// Who wants an account.
#[derive(Deserialize)]
pub struct Newcomer {
    email: Option<String>,
    phone: Option<String>,
    password: Option<String>,
    data: Option<Map<String, Value>>,
}

/// `POST /signup`: makes an account. Answers a session where addresses are believed, else the user, who is to confirm
/// theirs.
pub async fn sign_up(
    State(state): State<AppState>,
    Asked(caller): Asked,
    Body(newcomer): Body<Newcomer>,
) -> Result<Response, ApiError> {
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    let email = match (given(newcomer.email), given(newcomer.phone)) {
        (Some(address), None) => email(&address)?,
        (Some(_), Some(_)) => {
            return Err(ApiError::invalid(
                "Only an email address or phone number should be provided on signup.",
            ));
        }
        (None, Some(_)) => return Err(ApiError::NO_PHONE),
        (None, None) => {
            return Err(ApiError::new(
                422,
                "anonymous_provider_disabled",
                "Anonymous sign-ins are disabled",
            ));
        }
    };
    let password =
        given(newcomer.password).ok_or(ApiError::invalid("Signup requires a valid password"))?;
    let password = Password::chosen(password)?;
    let data = newcomer.data.unwrap_or_default();
    let outcome = state
        .identity
        .sign_up(&email, &password, data, &caller)
        .await?;
    Ok(match outcome {
        SignedUp::SignedIn(grant) => Session(*grant).into_response(),
        SignedUp::Unconfirmed(account) => Json(User::from(*account)).into_response(),
    })
}

/// An address as a client sends it.
pub fn email(address: &str) -> Result<Email, ApiError> {
    Email::parse(address)
        .map_err(|_| ApiError::invalid("Unable to validate email address: invalid format"))
}
