use axum::{
    Extension, Form,
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::{code, onward::explain, trouble::Trouble, visitor::Visitor};
use crate::server::AppState;
use identity::{AuthContext, CodeFor, Password, Update};

/// `POST /recover`: mails a code, if the address has an account, and leads to where it is entered.
pub async fn mail(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(fields): Form<code::Fields>,
) -> Response {
    code::mail_or_back(
        &state,
        &visitor,
        CodeFor::Recovery,
        &fields.email,
        "/recover",
    )
    .await
}

/// The password that counts from now on.
#[derive(Deserialize)]
pub struct NewPassword {
    password: SecretString,
}

/// `POST /recover/password`: sets a new password in a session that a mail to recover it opened. The user's other
/// sessions end.
pub async fn set_password(
    State(state): State<AppState>,
    auth: Option<Extension<AuthContext>>,
    visitor: Visitor,
    Form(fields): Form<NewPassword>,
) -> Response {
    let auth = auth.map(|Extension(auth)| auth);
    match attempt(&state, auth, &visitor, &fields).await {
        Ok(()) => Redirect::to("/recover?done").into_response(),
        Err(trouble) => explain("/recover", trouble),
    }
}

async fn attempt(
    state: &AppState,
    auth: Option<AuthContext>,
    visitor: &Visitor,
    fields: &NewPassword,
) -> Result<(), Trouble> {
    let auth = auth.filter(|auth| state.identity.is_recovering(auth));
    let auth = auth.ok_or(Trouble::EXPIRED)?;
    let password = Password::chosen(fields.password.expose_secret().to_owned())?;
    let update = Update {
        password: Some(password),
        ..Update::default()
    };
    state
        .identity
        .update(&auth, update, &visitor.client)
        .await?;
    Ok(())
}
