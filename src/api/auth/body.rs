use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    response::IntoResponse as _,
};
use serde::de::DeserializeOwned;

use super::{error::ApiError, possible_errors::PossibleErrors};

/// Extractor for a JSON object in the request body, whatever its content type. Unknown fields are ignored.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let bytes = read(request, state).await?;
        parse(&bytes).map(Self)
    }
}

/// Extractor for an optional JSON body: an empty body or `null` is `None`.
pub struct OptionalBody<T>(pub Option<T>);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for OptionalBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let bytes = read(request, state).await?;
        match bytes.trim_ascii() {
            b"" | b"null" => Ok(Self(None)),
            _ => parse(&bytes).map(|body| Self(Some(body))),
        }
    }
}

impl<T: PossibleErrors> PossibleErrors for Body<T> {
    fn all() -> Vec<ApiError> {
        [vec![ApiError::BAD_JSON, ApiError::TOO_LARGE], T::all()].concat()
    }
}

async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, ApiError> {
    Bytes::from_request(request, state)
        .await
        .map_err(
            |rejection| match rejection.into_response().status().as_u16() {
                413 => ApiError::TOO_LARGE,
                _ => ApiError::BAD_JSON,
            },
        )
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    // serde would also deserialize a struct from an array of its fields.
    if !bytes.trim_ascii_start().starts_with(b"{") {
        return Err(ApiError::BAD_JSON);
    }
    serde_json::from_slice(bytes).map_err(|_| ApiError::BAD_JSON)
}
