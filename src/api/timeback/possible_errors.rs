//! The errors of each endpoint, for the API document. The tests check every error they see against these lists.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use utoipa::{
    IntoResponses,
    openapi::{RefOr, Response},
};

use super::error::ApiError;
use crate::{api::document, server::failure::Failure};
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

/// The error responses of the endpoint that verifies a student.
pub struct VerifyErrors;

/// The error responses of the endpoint that returns a profile.
pub struct ProfileErrors;

/// The error responses of the endpoints that take activity.
pub struct ActivityErrors;

impl IntoResponses for VerifyErrors {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        responses(&[ApiError::RateLimited(1)])
    }
}

impl IntoResponses for ProfileErrors {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        responses(&[
            ApiError::UserNotFound,
            ApiError::ProfileFailed,
            ApiError::RateLimited(1),
        ])
    }
}

impl IntoResponses for ActivityErrors {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        responses(&ACTIVITY)
    }
}

fn responses(own: &[ApiError]) -> BTreeMap<String, RefOr<Response>> {
    let all = RESOLUTION.iter().chain(own).chain(&FAILURES);
    document::error_responses(all.map(|error| error.shown()), "TimebackError")
}
