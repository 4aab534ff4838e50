//! Formats of error responses, by the client's API version.

use axum::{
    Json,
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{ROOT, error::ApiError};
use crate::server::failure::{FailureForm, is_within};

/// Header with the client's API version, which determines the format of errors.
pub const VERSION: HeaderName = HeaderName::from_static("x-supabase-api-version");

/// Response header with the error code.
pub const CODE: HeaderName = HeaderName::from_static("x-sb-error-code");

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// API version since which the error's `code` is a string.
const TEXT_CODES: &str = "2024-01-01";

/// Format of a request's errors.
struct ErrorForm {
    version: Option<HeaderValue>,
    request_id: Option<HeaderValue>,
}

/// Format of server failures below [`ROOT`]; `None` for other paths.
pub fn failure_form(path: &str, headers: &HeaderMap) -> Option<FailureForm> {
    let form = is_within(path, ROOT).then(|| ErrorForm::of(headers))?;
    Some(FailureForm::Contract(Box::new(move |failure| {
        form.write(failure.into(), failure.status())
    })))
}

/// The middleware that writes an [`ApiError`] in the form the client understands: by date, older ones know a numeric code.
pub async fn write_errors(request: Request, next: Next) -> Response {
    let form = ErrorForm::of(request.headers());
    let response = next.run(request).await;
    match response.extensions().get::<ApiError>() {
        Some(error) => form.write(*error, response.status()),
        None => response,
    }
}

impl ErrorForm {
    /// Reads the format from the request headers.
    fn of(headers: &HeaderMap) -> Self {
        let header = |name| headers.get(name).cloned();
        Self {
            version: header(VERSION),
            request_id: header(REQUEST_ID),
        }
    }

    /// Writes the error in this format.
    fn write(self, error: ApiError, status: StatusCode) -> Response {
        let is_new = |version: &HeaderValue| version.to_str().is_ok_and(|date| date >= TEXT_CODES);
        let version = self.version.filter(is_new);
        let id = self.request_id.as_ref().and_then(|id| id.to_str().ok());
        let body = error.body(version.is_some(), id.map(ToOwned::to_owned));
        let mut answer = (status, Json(body)).into_response();
        let headers = answer.headers_mut();
        headers.insert(CODE, HeaderValue::from_static(error.code));
        if let Some(version) = version {
            headers.insert(VERSION, version);
        }
        if let Some(seconds) = error.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        answer
    }
}
