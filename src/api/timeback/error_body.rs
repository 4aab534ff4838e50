use serde::Serialize;
use utoipa::ToSchema;

use timeback::activity::Problem;

/// Error response.
#[derive(Serialize, ToSchema)]
pub struct TimebackError {
    error: ErrorBody,
}

/// The error's code and message.
#[derive(Serialize, ToSchema)]
struct ErrorBody {
    #[schema(example = "USER_NOT_FOUND")]
    code: &'static str,
    /// Message for developers.
    #[schema(example = "Timeback user not found")]
    message: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    details: Option<Details>,
}

/// The invalid field of the request body.
#[derive(Serialize, ToSchema)]
pub struct Details {
    #[schema(example = "metrics.xpEarned")]
    field: &'static str,
    #[schema(example = "Expected number")]
    message: &'static str,
}

impl TimebackError {
    /// Creates an error response with this code.
    pub fn new(code: &'static str, message: &'static str, details: Option<Details>) -> Self {
        Self {
            error: ErrorBody {
                code,
                message,
                details,
            },
        }
    }
}

impl From<Problem> for Details {
    fn from(Problem { field, message }: Problem) -> Self {
        Self { field, message }
    }
}
