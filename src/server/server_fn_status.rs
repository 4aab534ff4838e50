use axum::{
    body::{Body, to_bytes},
    http::StatusCode,
    response::Response,
};

use crate::error::AppError;

/// The header that says of an answer that it is a server function's error.
const IS_ERROR: &str = "serverfnerror";

/// No such error is longer.
const LONGEST: usize = 1024;

/// Gives the answer of a server function that could not read its arguments the status of its error: leptos answers 500,
/// as if that were a mistake of ours.
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
