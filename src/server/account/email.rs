use axum::{Form, extract::State, response::Response};
use serde::Deserialize;

use super::{trouble::Trouble, visitor::Visitor};
use crate::{
    account::{Outcome, Section},
    server::AppState,
};
use identity::{Email, OneTimeCode};

/// An address as it was typed.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    email: String,
}

/// A code as it was typed.
#[derive(Deserialize)]
pub struct Brought {
    #[serde(default)]
    code: String,
}

/// `POST /account/email`
pub async fn change(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(wanted): Form<Wanted>,
) -> Response {
    let outcome = ask(&state, &visitor, &wanted.email).await;
    visitor.answer(Section::Email, outcome, &[("email", &wanted.email)])
}

async fn ask(state: &AppState, visitor: &Visitor, email: &str) -> Result<Outcome, Trouble> {
    let email = Email::parse(email).map_err(|_| Outcome::EmailInvalid)?;
    let account = state
        .identity
        .change_own_email(&visitor.auth, email, &visitor.client)
        .await?;
    Ok(match account.new_email {
        Some(_) => Outcome::EmailAsked,
        None => Outcome::EmailChanged,
    })
}

/// `POST /account/email/code`
pub async fn agree(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(brought): Form<Brought>,
) -> Response {
    let Ok(code) = OneTimeCode::parse(&brought.code) else {
        return visitor.answer(Section::Email, Err(Outcome::CodeWrong.into()), &[]);
    };
    let agreed = state
        .identity
        .agree_to_own_email(&visitor.auth, &code, &visitor.client)
        .await;
    let outcome = match agreed {
        Ok(true) => {
            // Timeback knows students by their address.
            state.profiles.forget(visitor.auth.session.as_str());
            Ok(Outcome::EmailChanged)
        }
        Ok(false) => Ok(Outcome::EmailHalf),
        Err(denied) => Err(denied.into()),
    };
    visitor.answer(Section::Email, outcome, &[])
}

/// `POST /account/email/mail`
pub async fn mail_again(State(state): State<AppState>, visitor: Visitor) -> Response {
    let (auth, client) = (&visitor.auth, &visitor.client);
    let mailed = state.identity.mail_own_change(auth, client).await;
    let outcome = mailed.map(|()| Outcome::Mailed).map_err(Trouble::from);
    visitor.answer(Section::Email, outcome, &[])
}

/// `POST /account/email/keep`
pub async fn keep(State(state): State<AppState>, visitor: Visitor) -> Response {
    let (auth, client) = (&visitor.auth, &visitor.client);
    let kept = state.identity.keep_own_email(auth, client).await;
    let outcome = kept.map(|()| Outcome::EmailKept).map_err(Trouble::from);
    visitor.answer(Section::Email, outcome, &[])
}
