//! The status of server functions' errors.

use axum::{
    body::{Body, to_bytes},
    http::StatusCode,
    response::Response,
};

use crate::error::AppError;

/// Response header that marks a server function's error.
const IS_ERROR: &str = "serverfnerror";

/// Maximum length of such an error.
const LONGEST: usize = 1024;

/// Corrects the status when a server function cannot parse its arguments: leptos responds with 500, although the
/// request is at fault.
pub async fn correct(response: Response) -> Response {
    let is_undecided = response.status() == StatusCode::INTERNAL_SERVER_ERROR
        && response.headers().contains_key(IS_ERROR);
    if !is_undecided {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, LONGEST).await.unwrap_or_default();
    if let Ok(error) = serde_json::from_slice::<AppError>(&bytes) {
        parts.status = StatusCode::from_u16(error.status()).unwrap_or(parts.status);
    }
    Response::from_parts(parts, Body::from(bytes))
}
