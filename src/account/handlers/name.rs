use axum::{Form, extract::State, response::Response};
use serde::Deserialize;

use super::{form_context::AccountFormContext, form_error::AccountFormError};
use crate::{
    account::{FormOutcome, Section},
    server::AppState,
};
use identity::PersonName;

/// A name as it was typed.
#[derive(Deserialize)]
pub struct NameForm {
    #[serde(default)]
    first_name: String,
    #[serde(default)]
    last_name: String,
}

/// `POST /account/name`
pub async fn save(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<NameForm>,
) -> Response {
    let outcome = rename(&state, &context, &form).await;
    let fields = [
        ("first_name", form.first_name.as_str()),
        ("last_name", form.last_name.as_str()),
    ];
    context.answer(Section::Name, outcome, &fields)
}

async fn rename(
    state: &AppState,
    context: &AccountFormContext,
    form: &NameForm,
) -> Result<FormOutcome, AccountFormError> {
    let parse = |raw: &str| PersonName::parse(raw).map_err(|_| FormOutcome::NameInvalid);
    let (first, last) = (parse(&form.first_name)?, parse(&form.last_name)?);
    let (auth, client) = (&context.auth, &context.client);
    state.identity.rename(auth, &first, &last, client).await?;
    Ok(FormOutcome::NameSaved)
}
