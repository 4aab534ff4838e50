use axum::{Form, extract::State, response::Response};
use serde::Deserialize;

use super::{form_context::AccountFormContext, form_error::AccountFormError};
use crate::{
    account::{FormOutcome, Section},
    server::AppState,
};
use identity::TimeZoneName;

/// The chosen time zone; "" is the school's.
#[derive(Deserialize)]
pub struct TimeZoneForm {
    #[serde(default)]
    time_zone: String,
}

/// `POST /account/time-zone`
pub async fn save(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<TimeZoneForm>,
) -> Response {
    let outcome = set(&state, &context, &form).await;
    context.answer(Section::TimeZone, outcome, &[])
}

async fn set(
    state: &AppState,
    context: &AccountFormContext,
    form: &TimeZoneForm,
) -> Result<FormOutcome, AccountFormError> {
    let chosen = form.time_zone.as_str();
    let zone = (!chosen.is_empty()).then(|| TimeZoneName::parse(chosen));
    let zone = zone.transpose().map_err(|_| FormOutcome::TimeZoneUnknown)?;
    let (auth, client) = (&context.auth, &context.client);
    state
        .identity
        .set_time_zone(auth, zone.as_ref(), client)
        .await?;
    Ok(FormOutcome::TimeZoneSaved)
}
