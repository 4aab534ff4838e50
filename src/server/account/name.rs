use axum::{Form, extract::State, response::Response};
use serde::Deserialize;

use super::{trouble::Trouble, visitor::Visitor};
use crate::{
    account::{Outcome, Section},
    server::AppState,
};
use identity::PersonName;

/// A name as it was typed.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    first_name: String,
    #[serde(default)]
    last_name: String,
}

/// `POST /account/name`
pub async fn save(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(typed): Form<Typed>,
) -> Response {
    let outcome = rename(&state, &visitor, &typed).await;
    let fields = [
        ("first_name", typed.first_name.as_str()),
        ("last_name", typed.last_name.as_str()),
    ];
    visitor.answer(Section::Name, outcome, &fields)
}

async fn rename(state: &AppState, visitor: &Visitor, typed: &Typed) -> Result<Outcome, Trouble> {
    let parse = |raw: &str| PersonName::parse(raw).map_err(|_| Outcome::NameInvalid);
    let (first, last) = (parse(&typed.first_name)?, parse(&typed.last_name)?);
    let (auth, client) = (&visitor.auth, &visitor.client);
    state.identity.rename(auth, &first, &last, client).await?;
    Ok(Outcome::NameSaved)
}
