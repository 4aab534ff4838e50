//! Maps failed calls to Timeback to page errors.

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

/// Maps a failed call to the error shown to the student: whether it may help to try again in a moment.
impl From<&timeback::Error> for AppError {
    fn from(error: &timeback::Error) -> Self {
        if error.is_retryable() {
            Self::TimebackUnavailable
        } else {
            Self::TimebackUnreadable
        }
    }
}

/// Logs a failed call and maps it to an [`AppError`].
pub(super) fn log_and_map(error: &timeback::Error) -> AppError {
    tracing::warn!(
        error = %DisplayErrorChain::new(error),
        "Timeback could not be asked"
    );
    error.into()
}
