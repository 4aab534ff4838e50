use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};

use serde_json::{Value, json};

use super::{trouble::Trouble, visitor::Visitor};
use crate::{account::Section, server::AppState};

/// `GET /account/export`: all we hold about who asks, as one JSON document to keep.
pub async fn download(State(state): State<AppState>, visitor: Visitor) -> Response {
    let read = state.profile_reads.count(&visitor.auth, &visitor.client);
    match read {
        Ok(read) => state.profile_reads.note(read).await,
        Err(refusal) => return visitor.answer(Section::Name, Err(Trouble::from(refusal)), &[]),
    }
    match state.identity.export(&visitor.auth).await {
        Ok(mut export) => {
            let waiting = waiting(&state, &visitor).await;
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
        Err(error) => visitor.answer(Section::Name, Err(Trouble::from(error)), &[]),
    }
}

/// What the student did that is on its way to Timeback, or was refused there; null while Timeback cannot say who they
/// are.
async fn waiting(state: &AppState, visitor: &Visitor) -> Value {
    match state.profiles.find_timeback_id(&visitor.current_user).await {
        Ok(Some(id)) => match state.outbox.kept_of(&id).await {
            Ok(kept) => kept.into(),
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the outbox could not be read"
                );
                Value::Null
            }
        },
        Ok(None) => json!([]),
        Err(_) => Value::Null,
    }
}
