use axum::{Form, extract::State, response::Response};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::{
    onward::{enter, explain},
    trouble::Trouble,
    visitor::Visitor,
};
use crate::server::AppState;
use identity::{InvalidCode, OneTimeCode, Refusal, SignedIn};

/// A code of an authenticator app, or a backup code.
#[derive(Deserialize)]
pub struct Fields {
    code: SecretString,
}

/// `POST /second-factor`: the session that waits for it, surer who it is and under a new token.
pub async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    match attempt(&state, &visitor, &fields).await {
        Ok(signed_in) => enter(&state, &signed_in, visitor.return_path.as_ref()),
        Err(Trouble::EXPIRED) => explain("/", Trouble("second_factor")),
        Err(trouble) => explain("/second-factor", trouble),
    }
}

async fn attempt(
    state: &AppState,
    visitor: &Visitor,
    fields: &Fields,
) -> Result<SignedIn, Trouble> {
    let token = visitor.session.as_ref().ok_or(Trouble::EXPIRED)?;
    let code = match OneTimeCode::parse(fields.code.expose_secret()) {
        Ok(code) => code,
        Err(InvalidCode::Malformed) => {
            let pending = state.identity.find_pending_session(token).await?;
            pending.ok_or(Trouble::EXPIRED)?;
            return Err(Refusal::CodeRefused.into());
        }
        Err(empty) => return Err(empty.into()),
    };
    let signed_in = state
        .identity
        .show_second_factor(token, &code, &visitor.client)
        .await;
    Ok(signed_in?)
}
