//! Errors of the token endpoint (RFC 6749, 5.2).

use std::error::Error;

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::signing_key::SigningError;

/// Error of a code exchange. `Display` is the OAuth error code; the field is the description for the developer.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// A parameter is missing or contradictory.
    #[error("invalid_request")]
    Request(&'static str),
    /// The client is not authenticated.
    #[error("invalid_client")]
    Client(&'static str),
    /// The code is invalid, or was issued for another exchange.
    #[error("invalid_grant")]
    Grant(&'static str),
    /// The tokens could not be signed.
    #[error("server_error")]
    Signing(#[from] SigningError),
}

impl IntoResponse for ExchangeError {
    fn into_response(self) -> Response {
        let (status, description) = match &self {
            Self::Request(why) | Self::Client(why) | Self::Grant(why) => {
                (StatusCode::BAD_REQUEST, *why)
            }
            Self::Signing(error) => {
                let error: &(dyn Error + 'static) = error;
                tracing::error!(error, "a code could not be exchanged");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "the tokens could not be signed",
                )
            }
        };
        let body = json!({ "error": self.to_string(), "error_description": description });
        (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
    }
}
