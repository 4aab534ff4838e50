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
use identity::SignOutScope;

/// Which session.
#[derive(Deserialize)]
pub struct Chosen {
    #[serde(default)]
    session: String,
}

/// `POST /account/sessions/end`
pub async fn end(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(chosen): Form<Chosen>,
) -> Response {
    let (auth, client) = (&visitor.auth, &visitor.client);
    let ended = state
        .identity
        .end_own_session(auth, &chosen.session, client)
        .await;
    let outcome = ended.map_err(Trouble::from).map(|ended| {
        forget(&state, &[ended]);
        Outcome::SessionEnded
    });
    visitor.answer(Section::Sessions, outcome, &[])
}

/// `POST /account/sessions/others`
pub async fn end_others(State(state): State<AppState>, visitor: Visitor) -> Response {
    let (auth, client) = (&visitor.auth, &visitor.client);
    let scope = SignOutScope::Others;
    let ended = state.identity.sign_out(auth, scope, client).await;
    let outcome = ended.map_err(Trouble::from).map(|ended| {
        forget(&state, &ended);
        Outcome::OthersEnded
    });
    visitor.answer(Section::Sessions, outcome, &[])
}
