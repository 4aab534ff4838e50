use axum::{Form, extract::State, response::Response};
use serde::Deserialize;

use super::{form_context::AccountFormContext, form_error::AccountFormError};
use crate::{
    account::{FormOutcome, Section},
    server::AppState,
};
use identity::{EndSessionError, SignOutScope};

/// Which session.
#[derive(Deserialize)]
pub struct EndSessionForm {
    #[serde(default)]
    session: String,
}

/// `POST /account/sessions/end`
pub async fn end(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<EndSessionForm>,
) -> Response {
    let (auth, client) = (&context.auth, &context.client);
    let ended = state
        .identity
        .end_own_session(auth, &form.session, client)
        .await;
    let outcome = ended
        .map_err(AccountFormError::from)
        .map(|()| FormOutcome::SessionEnded);
    context.answer(Section::Sessions, outcome, &[])
}

/// `POST /account/sessions/others`
pub async fn end_others(State(state): State<AppState>, context: AccountFormContext) -> Response {
    let (auth, client) = (&context.auth, &context.client);
    let scope = SignOutScope::Others;
    let ended = state.identity.sign_out(auth, scope, client).await;
    let outcome = ended
        .map_err(AccountFormError::from)
        .map(|_| FormOutcome::OthersEnded);
    context.answer(Section::Sessions, outcome, &[])
}

impl From<EndSessionError> for AccountFormError {
    fn from(error: EndSessionError) -> Self {
        match error {
            EndSessionError::NoSuchSession => FormOutcome::SessionGone.into(),
            EndSessionError::Failed(error) => error.into(),
        }
    }
}
