use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{bearer::Bearer, body::Body, error::ApiError, signup};
use crate::{
    identity::{CodeFor, Email},
    server::{AppState, caller::Asked},
};

/// Whom to mail.
#[derive(Deserialize)]
pub struct Addressee {
    email: Option<String>,
    phone: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    create_user: Option<bool>,
    data: Option<Map<String, Value>>,
}

impl Addressee {
    fn email(&self) -> Result<Email, ApiError> {
        if self.phone.as_deref().is_some_and(|phone| !phone.is_empty()) {
            return Err(ApiError::NO_PHONE);
        }
        let address = self.email.as_deref().unwrap_or_default();
        signup::email(address)
    }
}

type Answer = Result<Json<Value>, ApiError>;

/// `POST /otp` and `POST /magiclink`: mails a code to sign in; to an address without an account too, unless the client
/// wants none made. The answer does not tell which.
pub async fn sign_in(
    State(state): State<AppState>,
    Asked(caller): Asked,
    Body(addressee): Body<Addressee>,
) -> Answer {
    let email = addressee.email()?;
    if addressee.create_user.unwrap_or(true) {
        let data = addressee.data.unwrap_or_default();
        state
            .identity
            .mail_code_to_newcomer(&email, data, &caller)
            .await?;
    } else {
        state
            .identity
            .mail_code(&email, CodeFor::SignIn, &caller)
            .await?;
    }
    Ok(Json(json!({})))
}

/// `POST /recover`: mails a code to whoever forgot their password.
pub async fn recover(
    State(state): State<AppState>,
    Asked(caller): Asked,
    Body(addressee): Body<Addressee>,
) -> Answer {
    let email = addressee.email()?;
    state
        .identity
        .mail_code(&email, CodeFor::Recovery, &caller)
        .await?;
    Ok(Json(json!({})))
}

/// `POST /resend`: mails another code for a sign-up or a new address, where one is awaited.
pub async fn resend(
    State(state): State<AppState>,
    Asked(caller): Asked,
    Body(addressee): Body<Addressee>,
) -> Answer {
    let code_for = match addressee.kind.as_deref() {
        Some("signup") => CodeFor::SignUp,
        Some("email_change") => CodeFor::EmailChange,
        Some("sms" | "phone_change") => return Err(ApiError::NO_PHONE),
        _ => {
            return Err(ApiError::invalid(
                "Missing one of these types: signup, email_change",
            ));
        }
    };
    let email = addressee.email()?;
    state.identity.mail_code(&email, code_for, &caller).await?;
    Ok(Json(json!({})))
}

/// `GET /reauthenticate`: mails the user who asks a code for a change that takes one.
pub async fn reauthenticate(
    State(state): State<AppState>,
    Bearer(access): Bearer,
    Asked(caller): Asked,
) -> Answer {
    state
        .identity
        .mail_reauthentication(&access, &caller)
        .await?;
    Ok(Json(json!({})))
}
