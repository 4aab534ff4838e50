//! Where a request comes from.

use axum::http::{HeaderMap, header};

use super::client_address::client_address;
use crate::identity::Caller;

/// The caller of a request with these headers.
pub fn caller(headers: &HeaderMap) -> Caller {
    let text = |name: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(ToOwned::to_owned)
    };
    Caller {
        address: client_address(headers),
        user_agent: text(header::USER_AGENT.as_str()),
        request_id: text("x-request-id"),
    }
}
