use axum::{extract::FromRequestParts, http::request::Parts};
use serde::de::DeserializeOwned;

use super::{error::ApiError, possible_errors::PossibleErrors};

/// Extractor for the query string. Unknown parameters are ignored.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        axum::extract::Query::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Query(query)| Self(query))
            .map_err(|_| ApiError::invalid("Invalid query string"))
    }
}

impl<T: PossibleErrors> PossibleErrors for Query<T> {
    fn all() -> Vec<ApiError> {
        [vec![ApiError::INVALID], T::all()].concat()
    }
}
