use axum::{Form, extract::State, http::HeaderMap, response::Response};
use secrecy::ExposeSecret as _;

use super::{
    onward::{back, enter, on},
    password::Fields,
    trouble::Trouble,
};
use crate::{
    identity::{Email, Password, SignedIn},
    server::{AppState, caller::caller, cookie::TokenCookie},
};

/// `POST /sign-up`: makes an account, and leads to where the code from its mail is entered. So it does for an address
/// that has an account.
pub async fn sign_up(
    State(state): State<AppState>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response {
    match attempt(&state, &headers, &fields).await {
        Ok(Some(signed_in)) => enter(&state, &signed_in),
        Ok(None) => on(&state, "/confirm?for=sign_up", &fields.email),
        Err(trouble) => back(&state, "/sign-up", trouble, &fields.email),
    }
}

async fn attempt(
    state: &AppState,
    headers: &HeaderMap,
    fields: &Fields,
) -> Result<Option<SignedIn>, Trouble> {
    let email = Email::parse(&fields.email)?;
    let password = Password::chosen(fields.password.expose_secret().to_owned())?;
    let previous = TokenCookie::Session.read(headers, state.origin.is_secure());
    let signed_up = state
        .identity
        .sign_up_browser(&email, &password, previous.as_ref(), &caller(headers))
        .await;
    Ok(signed_up?)
}
