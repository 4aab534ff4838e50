use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};

use super::error::ClerkError;
use identity::{SessionId, UserId};

/// Extractor for the user in the path. A malformed ID is no user's.
pub struct UserPath(pub UserId);

impl<S: Send + Sync> FromRequestParts<S> for UserPath {
    type Rejection = ClerkError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ClerkError> {
        let id = id(parts, state).await.as_deref().and_then(UserId::parse);
        id.map(Self).ok_or(ClerkError::NO_SUCH_USER)
    }
}

/// Extractor for the session in the path. A malformed ID is no session's.
pub struct SessionPath(pub SessionId);

impl<S: Send + Sync> FromRequestParts<S> for SessionPath {
    type Rejection = ClerkError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ClerkError> {
        let id = id(parts, state).await.as_deref().and_then(SessionId::parse);
        id.map(Self).ok_or(ClerkError::NO_SUCH_SESSION)
    }
}

/// Extractor for the e-mail address in the path.
pub struct AddressPath(pub String);

impl<S: Send + Sync> FromRequestParts<S> for AddressPath {
    type Rejection = ClerkError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ClerkError> {
        let id = id(parts, state).await;
        id.map(Self).ok_or(ClerkError::NO_SUCH_ADDRESS)
    }
}

async fn id<S: Send + Sync>(parts: &mut Parts, state: &S) -> Option<String> {
    let path = Path::<String>::from_request_parts(parts, state).await;
    path.ok().map(|Path(id)| id)
}
