use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};

use super::{
    error::ApiError,
    possible_errors::{PossibleErrors, map_error},
};
use crate::server::AppState;
use identity::{AuthContext, AuthenticateError};

/// Extractor for the signed-in user, authenticated by the access token of an active session.
pub struct Bearer(pub AuthContext);

impl FromRequestParts<AppState> for Bearer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let token = token(&parts.headers).ok_or(ApiError::NO_AUTHORIZATION)?;
        Ok(Self(state.identity.authenticate(token).await?))
    }
}

impl PossibleErrors for Bearer {
    fn all() -> Vec<ApiError> {
        [vec![ApiError::NO_AUTHORIZATION], AuthenticateError::all()].concat()
    }
}

map_error!(AuthenticateError {
    BadToken => ApiError::new(403, "bad_jwt", "Invalid JWT: not signed by this server, or expired"),
    UserNotFound => ApiError::USER_NOT_FOUND,
    SessionNotFound => ApiError::SESSION_NOT_FOUND,
    UserBanned => ApiError::USER_BANNED.status(403),
});

/// The token of an `Authorization: Bearer` header. The scheme is case-insensitive.
pub fn token(headers: &HeaderMap) -> Option<&str> {
    let line = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = line.split_once(' ')?;
    let is_one_token = !token.is_empty() && !token.contains(' ');
    (scheme.eq_ignore_ascii_case("bearer") && is_one_token).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_follows_a_scheme_of_any_case_and_stands_alone() {
        let read = |line: &str| {
            let headers = HeaderMap::from_iter([(header::AUTHORIZATION, line.parse().unwrap())]);
            token(&headers).map(ToOwned::to_owned)
        };
        for line in ["Bearer a.b.c", "bearer a.b.c", "BEARER a.b.c"] {
            assert_eq!(read(line).as_deref(), Some("a.b.c"));
        }
        for line in [
            "a.b.c",
            "Bearer",
            "Bearer ",
            "Bearer a b",
            "Basic a.b.c",
            "",
        ] {
            assert_eq!(read(line), None, "{line:?}");
        }
        assert_eq!(token(&HeaderMap::new()), None);
    }
}
