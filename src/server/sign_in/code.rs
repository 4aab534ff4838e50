use axum::{Form, extract::State, response::Response};
use serde::Deserialize;

use super::{
    errand,
    onward::{back, on},
    trouble::Trouble,
    visitor::Visitor,
};
use crate::server::AppState;
use identity::{CodeFor, Email};

/// Whom to mail.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Fields {
    pub email: String,
}

/// `POST /sign-in/code`: mails a code to sign in, if the address has an account, and leads to where it is entered.
pub async fn mail(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    mail_or_back(&state, &visitor, CodeFor::SignIn, &fields.email, "/").await
}

/// Mails a code and leads on to where it is entered; back to `page` when there is no address to mail to. Both are the
/// same whether or not the address has an account.
pub async fn mail_or_back(
    state: &AppState,
    visitor: &Visitor,
    code_for: CodeFor,
    typed: &str,
    page: &str,
) -> Response {
    match attempt(state, visitor, code_for, typed).await {
        Ok(()) => on(state, &format!("/confirm?for={}", errand(code_for)), typed),
        Err(trouble) => back(state, page, trouble, typed),
    }
}

/// Mails a code to the address that was typed, if it is one and has an account.
pub async fn attempt(
    state: &AppState,
    visitor: &Visitor,
    code_for: CodeFor,
    typed: &str,
) -> Result<(), Trouble> {
    let email = Email::parse(typed)?;
    let mailed = state
        .identity
        .mail_code(&email, code_for, None, &visitor.client)
        .await;
    Ok(mailed?)
}
