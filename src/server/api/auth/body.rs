use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    response::IntoResponse as _,
};
use serde::de::DeserializeOwned;

use super::error::ApiError;

/// A body of JSON, whatever its content type says. What the endpoint does not know is not read.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let bytes =
            Bytes::from_request(request, state)
                .await
                .map_err(
                    |rejection| match rejection.into_response().status().as_u16() {
                        413 => ApiError::TOO_LARGE,
                        _ => ApiError::BAD_JSON,
                    },
                )?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|_| ApiError::BAD_JSON)
    }
}
