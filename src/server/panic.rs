//! The response to a request whose handler panicked.

use axum::{
    body::Body,
    response::{IntoResponse as _, Response},
};

use super::failure::Failure;

/// The response to a request that panicked; the panic itself is in the log.
pub fn respond(panic: Box<dyn std::any::Any + Send>) -> Response<Body> {
    let what = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(panic = what.unwrap_or("unknown"), "a request panicked");
    Failure::Internal.into_response()
}
