use axum::{
    extract::{Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::Response,
};

use super::{error::ClerkError, possible_errors::PossibleErrors};
use crate::server::AppState;

/// The middleware that refuses all requests unless a key is configured.
///
/// # Errors
/// Returns `resource_not_found` when no key is configured.
pub async fn require_enabled(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Result<Response, ClerkError> {
    if state.clerk_keys.is_none() {
        return Err(ClerkError::DISABLED);
    }
    Ok(next.run(request).await)
}

/// The middleware that admits programs with the secret key only.
///
/// # Errors
/// Returns `authentication_invalid` when the request has no key, and `clerk_key_invalid` when it has another one.
pub async fn require_secret_key(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Result<Response, ClerkError> {
    let keys = state.clerk_keys.as_ref().ok_or(ClerkError::DISABLED)?;
    let presented = bearer(request.headers()).ok_or(ClerkError::NO_KEY)?;
    if !keys.accepts(presented) {
        return Err(ClerkError::WRONG_KEY);
    }
    Ok(next.run(request).await)
}

/// The secret key of a program.
pub struct SecretKey;

impl PossibleErrors for SecretKey {
    fn all() -> Vec<ClerkError> {
        vec![ClerkError::NO_KEY, ClerkError::WRONG_KEY]
    }
}

/// The credentials of an `Authorization: Bearer` header. The scheme is case-insensitive.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let line = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, credentials) = line.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| credentials.trim())
        .filter(|credentials| !credentials.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_follows_a_scheme_of_any_case() {
        let read = |line: &str| {
            let headers = HeaderMap::from_iter([(header::AUTHORIZATION, line.parse().unwrap())]);
            bearer(&headers).map(ToOwned::to_owned)
        };
        for line in ["Bearer sk_test_a", "bearer sk_test_a", "BEARER  sk_test_a"] {
            assert_eq!(read(line).as_deref(), Some("sk_test_a"), "{line}");
        }
        for line in ["sk_test_a", "Bearer", "Bearer ", "Basic sk_test_a", ""] {
            assert_eq!(read(line), None, "{line:?}");
        }
    }
}
