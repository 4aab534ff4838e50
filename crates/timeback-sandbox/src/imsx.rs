//! Error responses in the `imsx_` format of 1EdTech.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// An error response.
#[derive(Debug, PartialEq, Eq)]
pub struct ImsxError {
    status: StatusCode,
    description: String,
}

impl ImsxError {
    /// Creates an error with a status and a description.
    pub fn new(status: StatusCode, description: impl Into<String>) -> Self {
        Self {
            status,
            description: description.into(),
        }
    }

    /// 400: malformed request.
    pub fn bad_request(description: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, description)
    }

    /// 422: invalid value.
    pub fn unprocessable(description: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, description)
    }

    /// 404: unknown `entity`.
    pub fn not_found(entity: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, format!("{entity} not found."))
    }
}

impl IntoResponse for ImsxError {
    fn into_response(self) -> Response {
        (self.status, Json(body(self.status, &self.description))).into_response()
    }
}

/// Returns the body for `status`.
pub fn body(status: StatusCode, description: &str) -> Value {
    json!({
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": description,
        "imsx_CodeMinor": {
            "imsx_codeMinorField": [{
                "imsx_codeMinorFieldName": "TargetEndSystem",
                "imsx_codeMinorFieldValue": code_minor(status),
            }],
        },
    })
}

fn code_minor(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => "unauthorisedrequest",
        StatusCode::FORBIDDEN => "forbidden",
        StatusCode::NOT_FOUND => "unknownobject",
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => "server_busy",
        status if status.is_server_error() => "internal_server_error",
        _ => "invaliddata",
    }
}

/// Fallback for unknown routes.
pub async fn no_such_route() -> ImsxError {
    ImsxError::not_found("Route")
}
