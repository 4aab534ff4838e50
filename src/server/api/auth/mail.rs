use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{bearer::Bearer, body::Body, done::Done, error::ApiError, signup, tag};
use crate::{
    identity::{CodeFor, Email},
    server::{AppState, caller::Asked},
};

/// Whom to mail.
#[derive(Deserialize, ToSchema)]
pub struct Addressee {
    #[schema(required = true, format = "email")]
    email: Option<String>,
    /// Refused: phone numbers are not used here.
    phone: Option<String>,
    /// Of `/resend`: `signup` or `email_change`.
    #[serde(rename = "type")]
    kind: Option<String>,
    /// Of `/otp`: `false` mails nobody who has no account. By default `true`.
    create_user: Option<bool>,
    /// Of `/otp`: what becomes the `user_metadata` of an account that is made.
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

type Answer = Result<Json<Done>, ApiError>;

/// `POST /otp`: mails a code to sign in; to an address without an account too, unless the client
/// wants none made. The answer does not tell which.
#[utoipa::path(post, path = "/otp", tag = tag::MAIL, operation_id = "otp",
    request_body(content = Addressee, example = json!({ "email": "maya@example.com" })),
    responses((status = OK, body = Done, description = "Mailed, if there is somebody to mail")))]
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
    Ok(Json(Done {}))
}

/// `POST /magiclink`: the same, as older clients know it.
#[utoipa::path(post, path = "/magiclink", tag = tag::MAIL, operation_id = "magicLink",
    request_body(content = Addressee, example = json!({ "email": "maya@example.com" })),
    responses((status = OK, body = Done, description = "Mailed")))]
pub async fn magic_link(
    state: State<AppState>,
    asked: Asked,
    addressee: Body<Addressee>,
) -> Answer {
    sign_in(state, asked, addressee).await
}

/// `POST /recover`: mails a code to whoever forgot their password.
#[utoipa::path(post, path = "/recover", tag = tag::MAIL, operation_id = "recover",
    request_body(content = Addressee, example = json!({ "email": "maya@example.com" })),
    responses((status = OK, body = Done, description = "Mailed, if the address has an account")))]
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
    Ok(Json(Done {}))
}

/// `POST /resend`: mails another code for a sign-up or a new address, where one is awaited.
#[utoipa::path(post, path = "/resend", tag = tag::MAIL, operation_id = "resend",
    request_body(content = Addressee, example = json!({ "type": "signup", "email": "maya@example.com" })),
    responses((status = OK, body = Done, description = "Mailed, if a code is awaited")))]
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
    Ok(Json(Done {}))
}

/// `GET /reauthenticate`: mails the user who asks a code for a change that takes one.
#[utoipa::path(get, path = "/reauthenticate", tag = tag::MAIL, operation_id = "reauthenticate",
    security(("bearer" = [])),
    responses((status = OK, body = Done, description = "Mailed: the code is the `nonce` of a change")))]
pub async fn reauthenticate(
    State(state): State<AppState>,
    Bearer(access): Bearer,
    Asked(caller): Asked,
) -> Answer {
    state
        .identity
        .mail_reauthentication(&access, &caller)
        .await?;
    Ok(Json(Done {}))
}
