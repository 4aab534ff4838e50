//! The response to a request whose handler panicked.

use axum::{
    body::Body,
    response::{IntoResponse as _, Response},
};

use super::failure::Failure;

/// Logs the panic and returns a failure response.
pub fn respond(panic: Box<dyn std::any::Any + Send>) -> Response<Body> {
    let what = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(
        panic = what.unwrap_or("unknown"),
        "request handler panicked"
    );
    Failure::Internal.into_response()
}
