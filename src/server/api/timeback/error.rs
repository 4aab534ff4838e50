use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::server::api::document::Shown;
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

impl ApiError {
    fn body(self) -> TimebackError {
        let (_, code, message) = self.parts();
        TimebackError {
            error: ErrorBody { code, message },
        }
    }

    /// What the document shows of it.
    pub fn shown(self) -> Shown {
        let (status, code, message) = self.parts();
        Shown {
            status: status.as_u16(),
            code,
            message,
            body: serde_json::to_value(self.body()).unwrap_or_default(),
        }
    }
}

/// A refusal as it is written.
#[derive(Serialize, ToSchema)]
pub struct TimebackError {
    error: ErrorBody,
}

/// What is wrong.
#[derive(Serialize, ToSchema)]
struct ErrorBody {
    #[schema(example = "USER_NOT_FOUND")]
    code: &'static str,
    /// For whoever develops the client.
    #[schema(example = "Timeback user not found")]
    message: &'static str,
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, ..) = self.parts();
        (status, Json(self.body())).into_response()
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
