use axum::{Form, extract::State, response::Response};
use serde::Deserialize;

use super::{
    trouble::Trouble,
    visitor::{Visitor, forget},
};
use crate::{
    account::{Outcome, Section},
    server::AppState,
};
use identity::Password;

/// Passwords as they were typed.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    current_password: String,
    #[serde(default)]
    new_password: String,
}

/// `POST /account/password`
pub async fn save(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(typed): Form<Typed>,
) -> Response {
    let outcome = set(&state, &visitor, typed).await;
    visitor.answer(Section::Password, outcome, &[])
}

async fn set(state: &AppState, visitor: &Visitor, typed: Typed) -> Result<Outcome, Trouble> {
    let new = Password::chosen(typed.new_password)?;
    let current = match typed.current_password {
        empty if empty.is_empty() => None,
        typed => Some(Password::presented(typed).map_err(|_| Outcome::PasswordWrong)?),
    };
    let (auth, client) = (&visitor.auth, &visitor.client);
    let saved = state
        .identity
        .set_own_password(auth, current, &new, client)
        .await;
    let ended = saved.map_err(|denied| match denied.into() {
        Trouble::Told(Outcome::EmailTaken) => Outcome::AddressTaken.into(),
        trouble => trouble,
    })?;
    forget(state, &ended);
    Ok(Outcome::PasswordSaved)
}
