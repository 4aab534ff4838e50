use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};

use crate::api::auth::{error::ApiError, possible_errors::PossibleErrors};
use identity::UserId;

/// Extractor for the user in the path.
pub struct UserPath(pub UserId);

impl<S: Send + Sync> FromRequestParts<S> for UserPath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        let Path(id) = path.map_err(|_| ApiError::NO_UUID)?;
        user(&id).map(Self)
    }
}

impl PossibleErrors for UserPath {
    fn all() -> Vec<ApiError> {
        vec![ApiError::NO_UUID]
    }
}

/// Extractor for the user and the factor in the path.
pub struct FactorPath(pub UserId, pub String);

impl<S: Send + Sync> FromRequestParts<S> for FactorPath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((id, factor)) = path.map_err(|_| ApiError::NO_UUID)?;
        let factor = uuid::Uuid::parse_str(&factor).map_err(|_| ApiError::NO_FACTOR_UUID)?;
        Ok(Self(user(&id)?, factor.to_string()))
    }
}

impl PossibleErrors for FactorPath {
    fn all() -> Vec<ApiError> {
        vec![ApiError::NO_UUID, ApiError::NO_FACTOR_UUID]
    }
}

fn user(id: &str) -> Result<UserId, ApiError> {
    UserId::parse(id).ok_or(ApiError::NO_UUID)
}

/// The error of an endpoint that reads an account.
pub struct NoSuchUser;

impl PossibleErrors for NoSuchUser {
    fn all() -> Vec<ApiError> {
        vec![ApiError::NO_SUCH_USER]
    }
}
