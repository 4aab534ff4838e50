use axum::{
    Json,
    extract::State,
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    body::Body,
    error::ApiError,
    session::{Session, SessionBody},
    signup, tag,
};
use crate::{
    identity::{CodeFor, Email, OneTimeCode, Refusal, Verified},
    server::{AppState, caller::Asked},
};

/// A code, what it is for, and the address it was mailed to.
#[derive(Deserialize, ToSchema)]
#[schema(as = Verify)]
pub struct Proof {
    /// `signup`, `invite`, `magiclink`, `email`, `recovery` or `email_change`.
    #[schema(required = true)]
    #[serde(rename = "type")]
    kind: Option<String>,
    /// To which the code was mailed.
    #[schema(required = true, format = "email")]
    email: Option<String>,
    /// The eight digits; spaces, dashes and the like do not matter.
    #[schema(required = true)]
    token: Option<String>,
}

/// The first half of a change of address.
#[derive(Serialize, ToSchema)]
pub struct HalfChanged {
    msg: &'static str,
    #[schema(example = "200")]
    code: &'static str,
}

/// What a code is answered with.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(
    dead_code,
    reason = "each case is written by its own type; this describes both"
)]
pub enum VerifiedBody {
    SignedIn(Box<SessionBody>),
    HalfChanged(HalfChanged),
}

/// `POST /verify`: a session for the code from a mail. The first half of a change of address is answered with words.
#[utoipa::path(post, path = "/verify", tag = tag::MAIL, operation_id = "verify",
    request_body(content = Proof, example = json!({
        "type": "signup", "email": "maya@example.com", "token": "12345678" })),
    responses((status = OK, body = inline(VerifiedBody),
        description = "A session; after the first half of a change of address, words")))]
pub async fn verify(
    State(state): State<AppState>,
    Asked(caller): Asked,
    Body(proof): Body<Proof>,
) -> Result<Response, ApiError> {
    let code_for = match proof.kind.as_deref() {
        Some("signup" | "invite") => CodeFor::SignUp,
        Some("magiclink" | "email") => CodeFor::SignIn,
        Some("recovery") => CodeFor::Recovery,
        Some("email_change") => CodeFor::EmailChange,
        Some("sms" | "phone_change") => return Err(ApiError::NO_PHONE),
        _ => return Err(ApiError::invalid("Verify requires a verification type")),
    };
    let (Some(email), Some(code)) = (proof.email, proof.token) else {
        return Err(ApiError::invalid(
            "Verify requires the email address and the code from the mail",
        ));
    };
    let email = Email::presented(&email).map_err(|_| signup::INVALID_EMAIL)?;
    let code =
        OneTimeCode::parse(&code).map_err(|_| ApiError::from(Refusal::CodeExpired).forbidden())?;
    let verified = state
        .identity
        .verify_code(&email, code_for, &code, &caller)
        .await
        .map_err(|denied| ApiError::from(denied).forbidden())?;
    Ok(match verified {
        Verified::SignedIn(grant) => Session(*grant).into_response(),
        Verified::HalfChanged => Json(HalfChanged {
            msg: "Code accepted. Please enter the code that was mailed to the other address, too.",
            code: "200",
        })
        .into_response(),
    })
}
