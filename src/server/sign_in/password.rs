use axum::{Form, extract::State, response::Response};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::{
    onward::{back, enter, on},
    trouble::Trouble,
    visitor::Visitor,
};
use crate::server::AppState;
use identity::{CodeFor, Email, Password, Refusal, SignedIn};

/// Who wants in, and what they know.
#[derive(Deserialize)]
#[serde(default)]
pub struct Fields {
    pub email: String,
    pub password: SecretString,
}

impl Default for Fields {
    fn default() -> Self {
        Self {
            email: String::new(),
            password: String::new().into(),
        }
    }
}

/// `POST /sign-in`: a session for the address and its password. Who knows the password of an address that is not
/// confirmed is mailed another code for it.
pub async fn sign_in(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    match attempt(&state, &visitor, &fields).await {
        Ok(signed_in) => enter(&state, &signed_in, visitor.return_path.as_ref()),
        Err(trouble) if trouble == Refusal::EmailNotConfirmed.into() => {
            if let Ok(email) = Email::presented(&fields.email)
                && let Err(error) = state
                    .identity
                    .mail_code(&email, CodeFor::SignUp, None, &visitor.client)
                    .await
            {
                return back(&state, "/", error.into(), &fields.email);
            }
            on(&state, "/confirm?for=sign_up", &fields.email)
        }
        Err(trouble) => back(&state, "/", trouble, &fields.email),
    }
}

async fn attempt(
    state: &AppState,
    visitor: &Visitor,
    fields: &Fields,
) -> Result<SignedIn, Trouble> {
    let email = Email::presented(&fields.email)?;
    let password = fields.password.expose_secret();
    if password.is_empty() {
        return Err(Trouble("password"));
    }
    // One that is longer than any is wrong, like others.
    let password =
        Password::presented(password.to_owned()).map_err(|_| Refusal::InvalidCredentials)?;
    let signed_in = state
        .identity
        .sign_in_browser(&email, &password, visitor.session.as_ref(), &visitor.client)
        .await;
    Ok(signed_in?)
}
