use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::timeback::{UserError, UserResolutionError};

/// A refusal in the SDK's words: `{"error":{"code","message"}}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiError {
    /// No session.
    Unauthorized,
    /// Timeback has no user with the student's address.
    UserNotFound,
    /// Timeback has several.
    UserAmbiguous,
    /// The address could not be looked up.
    UserResolutionFailed,
    /// The user is known, but the profile could not be fetched.
    ProfileFailed,
}

impl ApiError {
    fn parts(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, "UNAUTHORIZED", "Unauthorized"),
            Self::UserNotFound => (
                StatusCode::NOT_FOUND,
                "USER_NOT_FOUND",
                "Timeback user not found",
            ),
            Self::UserAmbiguous => (
                StatusCode::CONFLICT,
                "USER_AMBIGUOUS",
                "Timeback user resolution ambiguous",
            ),
            Self::UserResolutionFailed => (
                StatusCode::BAD_GATEWAY,
                "USER_RESOLUTION_FAILED",
                "Timeback user resolution failed",
            ),
            Self::ProfileFailed => (
                StatusCode::BAD_GATEWAY,
                "INTERNAL_ERROR",
                "Timeback profile could not be fetched",
            ),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, code, message) = self.parts();
        (
            status,
            Json(json!({ "error": { "code": code, "message": message } })),
        )
            .into_response()
    }
}

impl From<UserResolutionError> for ApiError {
    fn from(error: UserResolutionError) -> Self {
        match error {
            UserResolutionError::NotFound => Self::UserNotFound,
            UserResolutionError::Ambiguous => Self::UserAmbiguous,
            UserResolutionError::MissingEmail | UserResolutionError::LookupFailed(_) => {
                Self::UserResolutionFailed
            }
        }
    }
}

impl From<UserError> for ApiError {
    fn from(error: UserError) -> Self {
        match error {
            UserError::Resolution(error) => error.into(),
            UserError::Enrollments(_) | UserError::Activity(_) => Self::ProfileFailed,
        }
    }
}
