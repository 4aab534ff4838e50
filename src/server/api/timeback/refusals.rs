//! How each operation may refuse. The stories hold every refusal they see against this.

use utoipa::openapi::path::Operation;

use super::error::ApiError;
use crate::server::api::document::Shown;

/// The refusals of an operation.
pub fn of(operation: &Operation) -> Vec<Shown> {
    let resolution = [
        ApiError::Unauthorized,
        ApiError::UserAmbiguous,
        ApiError::UserResolutionFailed,
    ];
    let mut all = match operation.operation_id.as_deref() {
        Some("verifyUser") => resolution.to_vec(),
        Some("getProfile") => [
            &resolution[..],
            &[ApiError::UserNotFound, ApiError::ProfileFailed],
        ]
        .concat(),
        _ => Vec::new(),
    };
    all.sort_by_key(|error| error.shown().status);
    all.iter().map(|error| error.shown()).collect()
}
