//! What a page is told about a call to Timeback that failed.

use crate::error::AppError;
use display_error_chain::DisplayErrorChain;
use timeback::{self, UserError, UserResolutionError};

impl From<UserResolutionError> for AppError {
    fn from(error: UserResolutionError) -> Self {
        match error {
            UserResolutionError::NotFound => Self::NotInTimeback,
            UserResolutionError::Ambiguous => Self::Ambiguous,
            UserResolutionError::MissingEmail => Self::Internal,
            UserResolutionError::LookupFailed(error) => log_and_map(&error),
        }
    }
}

impl From<UserError> for AppError {
    fn from(error: UserError) -> Self {
        match error {
            UserError::Resolution(error) => error.into(),
            UserError::Enrollments(error) | UserError::Activity(error) => log_and_map(&error),
        }
    }
}

/// What a student is told about a failed call: whether trying again in a moment may help.
impl From<&timeback::Error> for AppError {
    fn from(error: &timeback::Error) -> Self {
        if error.is_retryable() {
            Self::TimebackUnavailable
        } else {
            Self::TimebackUnreadable
        }
    }
}

/// [`AppError`] of a failed call; the log has the rest.
pub(super) fn log_and_map(error: &timeback::Error) -> AppError {
    tracing::warn!(
        error = %DisplayErrorChain::new(error),
        "Timeback could not be asked"
    );
    error.into()
}
