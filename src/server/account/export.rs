use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};

use super::{trouble::Trouble, visitor::Visitor};
use crate::{account::Section, server::AppState};

/// `GET /account/export`: all we hold about who asks, as one JSON document to keep.
pub async fn download(State(state): State<AppState>, visitor: Visitor) -> Response {
    match state.identity.export(&visitor.access).await {
        Ok(export) => {
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
