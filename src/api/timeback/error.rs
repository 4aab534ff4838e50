use axum::{
    Json,
    extract::rejection::JsonRejection,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use display_error_chain::DisplayErrorChain;

use super::error_body::{Details, TimebackError};
use crate::{
    api::document::Shown,
    server::{
        activities::ActivityError,
        failure::{self, Failure},
    },
};
use identity::TooManyAttempts;
use timeback::{
    CourseError, UserError, UserResolutionError, activity::Problem, outbox::OutboxError,
};

/// `Retry-After` in seconds when an activity could not be stored.
const RETRY_AFTER: u64 = 5;

/// An error response in the SDK's format: `{"error":{"code","message","details"?}}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiError {
    /// No session.
    Unauthorized,
    /// Timeback has no user with the student's e-mail address.
    UserNotFound,
    /// Timeback has several users with that address.
    UserAmbiguous,
    /// The address could not be looked up.
    UserResolutionFailed,
    /// The user is known, but the profile could not be fetched.
    ProfileFailed,
    /// The body is not JSON or too large, or its content type is not JSON.
    Unreadable(StatusCode),
    /// A field of the body is wrong.
    InvalidPayload(Problem),
    /// The app has no such course, or the course has no Timeback ID yet.
    Course(CourseError),
    /// The activity could not be stored.
    NotKept,
    /// Too many profile reads from this IP address or by this account; retry after this many seconds.
    RateLimited(u64),
    /// The dashboard itself failed.
    Failure(Failure),
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
            Self::Unreadable(status) => {
                (status, "INVALID_PAYLOAD", "Malformed JSON in request body")
            }
            Self::InvalidPayload(_) => (
                StatusCode::BAD_REQUEST,
                "INVALID_PAYLOAD",
                "Invalid payload",
            ),
            Self::Course(error) => course(error),
            Self::RateLimited(_) => (
                StatusCode::TOO_MANY_REQUESTS,
                "RATE_LIMITED",
                "Too many requests",
            ),
            Self::NotKept => (
                StatusCode::SERVICE_UNAVAILABLE,
                "INTERNAL_ERROR",
                "Too many activities are waiting to be sent to Timeback, please try again",
            ),
            Self::Failure(Failure::Unavailable) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "INTERNAL_ERROR",
                "The database is unavailable, please try again",
            ),
            Self::Failure(Failure::BadText) => (
                StatusCode::BAD_REQUEST,
                "INVALID_PAYLOAD",
                "The URL contains a NUL character",
            ),
            Self::Failure(Failure::Internal) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "INTERNAL_ERROR",
                "Something went wrong",
            ),
        }
    }
}

impl ApiError {
    fn body(self) -> TimebackError {
        let (_, code, message) = self.parts();
        let details = match self {
            Self::InvalidPayload(problem) => Some(Details::from(problem)),
            _ => None,
        };
        TimebackError::new(code, message, details)
    }

    /// The error as the API document shows it.
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

fn course(error: CourseError) -> (StatusCode, &'static str, &'static str) {
    match error {
        CourseError::Unknown => (StatusCode::BAD_REQUEST, error.code(), "Unknown course"),
        CourseError::NotSynced => (
            StatusCode::SERVICE_UNAVAILABLE,
            error.code(),
            "The course has no Timeback ID yet",
        ),
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, ..) = self.parts();
        let body = (status, Json(self.body()));
        let retry_after = match self {
            Self::NotKept => RETRY_AFTER,
            Self::Failure(Failure::Unavailable) => failure::RETRY_AFTER,
            Self::RateLimited(seconds) => seconds,
            _ => return body.into_response(),
        };
        let retry_after = HeaderValue::from(retry_after);
        ([(header::RETRY_AFTER, retry_after)], body).into_response()
    }
}

impl From<TooManyAttempts> for ApiError {
    fn from(too_many: TooManyAttempts) -> Self {
        Self::RateLimited(too_many.retry_after_seconds())
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
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

impl From<JsonRejection> for ApiError {
    fn from(rejection: JsonRejection) -> Self {
        Self::Unreadable(rejection.status())
    }
}

impl From<Problem> for ApiError {
    fn from(problem: Problem) -> Self {
        Self::InvalidPayload(problem)
    }
}

impl From<CourseError> for ApiError {
    fn from(error: CourseError) -> Self {
        Self::Course(error)
    }
}

impl From<ActivityError> for ApiError {
    fn from(error: ActivityError) -> Self {
        match error {
            ActivityError::Course(error) => Self::Course(error),
            ActivityError::Outbox(error) => {
                if let OutboxError::Store(_) = error {
                    tracing::error!(
                        error = %DisplayErrorChain::new(&error),
                        "a student's activity could not be stored"
                    );
                }
                Self::NotKept
            }
        }
    }
}
