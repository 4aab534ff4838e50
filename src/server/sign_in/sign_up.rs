use axum::{Form, extract::State, response::Response};
use secrecy::ExposeSecret as _;

use super::{
    onward::{back, enter, on},
    password::Fields,
    trouble::Trouble,
    visitor::Visitor,
};
use crate::server::AppState;
use identity::{Email, Password, SignedIn};

/// `POST /sign-up`: makes an account, and leads to where the code from its mail is entered. So it does for an address
/// that has an account.
pub async fn sign_up(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    match attempt(&state, &visitor, &fields).await {
        Ok(Some(signed_in)) => enter(&state, &signed_in, visitor.return_path.as_ref()),
        Ok(None) => on(&state, "/confirm?for=sign_up", &fields.email),
        Err(trouble) => back(&state, "/sign-up", trouble, &fields.email),
    }
}

async fn attempt(
    state: &AppState,
    visitor: &Visitor,
    fields: &Fields,
) -> Result<Option<SignedIn>, Trouble> {
    let email = Email::parse(&fields.email)?;
    let password = Password::chosen(fields.password.expose_secret().to_owned())?;
    let signed_up = state
        .identity
        .sign_up_browser(&email, &password, visitor.session.as_ref(), &visitor.client)
        .await;
    Ok(signed_up?)
}
