//! Middleware of the data services: requires a valid access token.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use super::Sandbox;
use super::imsx::ImsxError;

/// Rejects a request with 401 unless its `Authorization` header has a token that was issued and has not expired.
pub async fn require(
    State(sandbox): State<Sandbox>,
    request: Request,
    next: Next,
) -> Result<Response, ImsxError> {
    let is_known = token(request.headers())
        .is_some_and(|token| sandbox.0.tokens.is_valid(token, sandbox.now()));
    if is_known {
        Ok(next.run(request).await)
    } else {
        Err(ImsxError::new(
            StatusCode::UNAUTHORIZED,
            "Invalid or missing access token.",
        ))
    }
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}
