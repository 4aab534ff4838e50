use axum::{
    Form,
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::{
    code, code_for, errand,
    onward::{back, enter, explain, on},
    trouble::Trouble,
    visitor::Visitor,
};
use crate::server::AppState;
use identity::{CodeFor, Confirmed, Email, OneTimeCode, Token};

/// What was mailed: the token of the link, or the code, what it is for and the address it was mailed to.
#[derive(Deserialize)]
#[serde(default)]
pub struct Fields {
    token: SecretString,
    email: String,
    code: SecretString,
    r#for: String,
}

impl Default for Fields {
    fn default() -> Self {
        Self {
            token: String::new().into(),
            email: String::new(),
            code: String::new().into(),
            r#for: String::new(),
        }
    }
}

impl Fields {
    fn code_for(&self) -> CodeFor {
        code_for(&self.r#for).unwrap_or(CodeFor::SignIn)
    }

    /// Where the code is entered.
    fn page(&self) -> String {
        format!("/confirm?for={}", errand(self.code_for()))
    }
}

/// `POST /confirm`: does what the mail was for.
pub async fn confirm(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    let confirmed = if fields.token.expose_secret().is_empty() {
        enter_code(&state, &visitor, &fields).await
    } else {
        follow_link(&state, &visitor, &fields).await
    };
    match confirmed {
        Ok(Confirmed::SignedIn(signed_in)) => {
            enter(&state, &signed_in, visitor.return_path.as_ref())
        }
        Ok(Confirmed::LedBack(app)) => Redirect::to(app.expose_secret()).into_response(),
        Ok(Confirmed::AddressChanged) => Redirect::to("/confirm?done=changed").into_response(),
        Ok(Confirmed::HalfChanged) => Redirect::to("/confirm?done=half").into_response(),
        Err(Trouble::LINK) => explain("/confirm", Trouble::LINK),
        Err(trouble) => back(&state, &fields.page(), trouble, &fields.email),
    }
}

/// `POST /confirm/again`: mails another code for the same.
pub async fn mail_again(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    let (code_for, page) = (fields.code_for(), fields.page());
    match code::attempt(&state, &visitor, code_for, &fields.email).await {
        Ok(()) => on(&state, &format!("{page}&sent=again"), &fields.email),
        Err(trouble) => back(&state, &page, trouble, &fields.email),
    }
}

async fn follow_link(
    state: &AppState,
    visitor: &Visitor,
    fields: &Fields,
) -> Result<Confirmed, Trouble> {
    let link = Token::parse(fields.token.expose_secret()).ok_or(Trouble::LINK)?;
    let confirmed = state
        .identity
        .follow_link(&link, visitor.session.as_ref(), &visitor.client)
        .await;
    confirmed.map_err(|denied| match Trouble::from(denied) {
        Trouble::CODE => Trouble::LINK,
        trouble => trouble,
    })
}

async fn enter_code(
    state: &AppState,
    visitor: &Visitor,
    fields: &Fields,
) -> Result<Confirmed, Trouble> {
    let email = Email::presented(&fields.email)?;
    let code = OneTimeCode::parse(fields.code.expose_secret())?;
    let confirmed = state
        .identity
        .enter_code(
            &email,
            fields.code_for(),
            &code,
            visitor.session.as_ref(),
            &visitor.client,
        )
        .await;
    Ok(confirmed?)
}
