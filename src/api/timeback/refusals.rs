//! The errors of each operation, for the API document. The tests check every error they see against these lists.

use axum::http::StatusCode;
use utoipa::openapi::path::Operation;

use super::error::ApiError;
use crate::{api::document::Shown, server::failure::Failure};
use timeback::{CourseError, activity::Problem};

const RESOLUTION: [ApiError; 3] = [
    ApiError::Unauthorized,
    ApiError::UserAmbiguous,
    ApiError::UserResolutionFailed,
];

const FAILURES: [ApiError; 3] = [
    ApiError::Failure(Failure::BadText),
    ApiError::Failure(Failure::Unavailable),
    ApiError::Failure(Failure::Internal),
];

const ACTIVITY: [ApiError; 7] = [
    ApiError::UserNotFound,
    ApiError::InvalidPayload(Problem {
        field: "metrics.xpEarned",
        message: "Expected number",
    }),
    ApiError::Unreadable(StatusCode::PAYLOAD_TOO_LARGE),
    ApiError::Unreadable(StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ApiError::Course(CourseError::Unknown),
    ApiError::Course(CourseError::NotSynced),
    ApiError::NotKept,
];

/// The errors of an operation.
pub fn of(operation: &Operation) -> Vec<Shown> {
    let own: &[ApiError] = match operation.operation_id.as_deref() {
        Some("verifyUser") => &[ApiError::RateLimited(1)],
        Some("getProfile") => &[
            ApiError::UserNotFound,
            ApiError::ProfileFailed,
            ApiError::RateLimited(1),
        ],
        Some("submitActivity" | "heartbeat") => &ACTIVITY,
        _ => return Vec::new(),
    };
    let all = RESOLUTION.iter().chain(own).chain(&FAILURES);
    all.map(|error| error.shown()).collect()
}
