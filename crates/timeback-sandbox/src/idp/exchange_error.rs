//! The ways a token request fails, in the words of RFC 6749, 5.2.

use std::error::Error;

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::signing_key::SigningError;

/// Why a code was not exchanged. Its wording is the code on the wire; the sentence inside is for the developer.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// A parameter is missing or contradicts another.
    #[error("invalid_request")]
    Request(&'static str),
    /// The client did not prove who it is.
    #[error("invalid_client")]
    Client(&'static str),
    /// The code is not good, or not for this exchange.
    #[error("invalid_grant")]
    Grant(&'static str),
    /// Ours, not the client's.
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
