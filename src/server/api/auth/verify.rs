use axum::{
    Json,
    extract::State,
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use serde_json::json;

use super::{body::Body, error::ApiError, session::Session, signup};
use crate::{
    identity::{CodeFor, Verified},
    server::{AppState, caller::Asked},
};

/// A code, what it is for, and the address it was mailed to.
#[derive(Deserialize)]
pub struct Proof {
    #[serde(rename = "type")]
    kind: Option<String>,
    email: Option<String>,
    token: Option<String>,
}

/// `POST /verify`: a session for the code from a mail. The first half of a change of address is answered with words.
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
    let email = signup::email(&email)?;
    let verified = state
        .identity
        .verify_code(&email, code_for, &code, &caller)
        .await
        .map_err(|denied| ApiError::from(denied).forbidden())?;
    Ok(match verified {
        Verified::SignedIn(grant) => Session(*grant).into_response(),
        Verified::HalfChanged => Json(json!({
            "msg": "Code accepted. Please enter the code that was mailed to the other address, too.",
            "code": "200",
        }))
        .into_response(),
    })
}
