//! Writes error responses, each with the ID of its request.

use axum::{
    Json,
    extract::Request,
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{ROOT, error::ClerkError};
use crate::server::failure::{FailureForm, is_within};

/// Format of server failures below [`ROOT`]; `None` for other paths.
pub fn failure_form(path: &str, headers: &HeaderMap) -> Option<FailureForm> {
    let trace_id = is_within(path, ROOT).then(|| trace_id(headers))?;
    Some(FailureForm::Contract(Box::new(move |failure| {
        write(&failure.into(), &trace_id)
    })))
}

/// The middleware that writes the body of a [`ClerkError`].
pub async fn write_errors(request: Request, next: Next) -> Response {
    let trace_id = trace_id(request.headers());
    let response = next.run(request).await;
    match response.extensions().get::<ClerkError>() {
        Some(error) => write(error, &trace_id),
        None => response,
    }
}

/// The request's ID in the server's log.
fn trace_id(headers: &HeaderMap) -> String {
    let id = headers.get("x-request-id").and_then(|id| id.to_str().ok());
    id.unwrap_or_default().to_owned()
}

fn write(error: &ClerkError, trace_id: &str) -> Response {
    let mut response = (error.status(), Json(error.body(trace_id))).into_response();
    if let Some(seconds) = error.retry_after {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
