use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use display_error_chain::DisplayErrorChain;

use serde_json::{Value, json};

use super::{form_context::AccountFormContext, form_error::AccountFormError};
use crate::{account::Section, server::AppState};

/// `GET /account/export`: all we hold about who asks, as one JSON document to keep.
pub async fn download(State(state): State<AppState>, context: AccountFormContext) -> Response {
    let read = state.profile_reads.count(&context.auth, &context.client);
    match read {
        Ok(read) => state.profile_reads.note(read).await,
        Err(too_many) => {
            return context.answer(Section::Export, Err(AccountFormError::from(too_many)), &[]);
        }
    }
    match state.identity.export(&context.auth).await {
        Ok(mut export) => {
            let waiting = waiting(&state, &context).await;
            export.insert("waiting_for_timeback".to_owned(), waiting);
            let text = serde_json::to_string_pretty(&export).unwrap_or_default();
            let headers = [
                (header::CONTENT_TYPE, "application/json"),
                (
                    header::CONTENT_DISPOSITION,
                    "attachment; filename=\"timeback-dashboard-data.json\"",
                ),
            ];
            (headers, text).into_response()
        }
        Err(error) => context.answer(Section::Export, Err(AccountFormError::from(error)), &[]),
    }
}

/// What the student did that is on its way to Timeback, or was refused there; null while Timeback cannot say who they
/// are.
async fn waiting(state: &AppState, context: &AccountFormContext) -> Value {
    match state.profiles.find_timeback_id(&context.user).await {
        Ok(Some(id)) => match state.outbox.kept_of(&id).await {
            Ok(kept) => kept.into(),
            Err(error) => {
                tracing::error!(
                    error = %DisplayErrorChain::new(&error),
                    "the outbox could not be read"
                );
                Value::Null
            }
        },
        Ok(None) => json!([]),
        Err(_) => Value::Null,
    }
}
