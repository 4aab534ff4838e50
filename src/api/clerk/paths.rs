use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};

use super::{error::ClerkError, possible_errors::PossibleErrors};
use identity::{ExternalAccountId, ExternalProvider, SessionId, UserId};

/// Extractor for the user in the path. A malformed ID is no user's.
pub struct UserPath(pub UserId);

impl<S: Send + Sync> FromRequestParts<S> for UserPath {
    type Rejection = ClerkError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ClerkError> {
        let id = id(parts, state).await.as_deref().and_then(UserId::parse);
        id.map(Self).ok_or(ClerkError::NO_SUCH_USER)
    }
}

impl PossibleErrors for UserPath {
    fn all() -> Vec<ClerkError> {
        vec![ClerkError::NO_SUCH_USER]
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

impl PossibleErrors for SessionPath {
    fn all() -> Vec<ClerkError> {
        vec![ClerkError::NO_SUCH_SESSION]
    }
}

/// Extractor for the user and the external account in the path. A malformed ID is nobody's.
pub struct UserExternalAccountPath(pub UserId, pub ExternalAccountId);

impl<S: Send + Sync> FromRequestParts<S> for UserExternalAccountPath {
    type Rejection = ClerkError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ClerkError> {
        let (user, account) = two(parts, state).await.ok_or(ClerkError::NO_SUCH_USER)?;
        let user = UserId::parse(&user).ok_or(ClerkError::NO_SUCH_USER)?;
        let account = ExternalAccountId::parse(&account);
        let account = account.ok_or(ClerkError::NO_SUCH_EXTERNAL_ACCOUNT)?;
        Ok(Self(user, account))
    }
}

impl PossibleErrors for UserExternalAccountPath {
    fn all() -> Vec<ClerkError> {
        vec![ClerkError::NO_SUCH_EXTERNAL_ACCOUNT]
    }
}

/// Extractor for the user and the OAuth provider in the path, with or without the prefix `oauth_`.
pub struct UserProviderPath(pub UserId, pub ExternalProvider);

impl<S: Send + Sync> FromRequestParts<S> for UserProviderPath {
    type Rejection = ClerkError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ClerkError> {
        let (user, provider) = two(parts, state).await.ok_or(ClerkError::NO_SUCH_USER)?;
        let user = UserId::parse(&user).ok_or(ClerkError::NO_SUCH_USER)?;
        let provider = ExternalProvider::parse(&provider).ok_or(ClerkError::PROVIDER_OFF)?;
        Ok(Self(user, provider))
    }
}

impl PossibleErrors for UserProviderPath {
    fn all() -> Vec<ClerkError> {
        vec![ClerkError::NO_SUCH_USER, ClerkError::PROVIDER_OFF]
    }
}

async fn two<S: Send + Sync>(parts: &mut Parts, state: &S) -> Option<(String, String)> {
    let path = Path::<(String, String)>::from_request_parts(parts, state).await;
    path.ok().map(|Path(two)| two)
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

impl PossibleErrors for AddressPath {
    fn all() -> Vec<ClerkError> {
        vec![ClerkError::NO_SUCH_ADDRESS]
    }
}

async fn id<S: Send + Sync>(parts: &mut Parts, state: &S) -> Option<String> {
    let path = Path::<String>::from_request_parts(parts, state).await;
    path.ok().map(|Path(id)| id)
}
