use serde::{Deserialize, Serialize};

use crate::error::AppError;
use timeback::Verification;

/// The state of the verification: whether the student is a Timeback user.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum VerificationState {
    /// The lookup has not finished.
    #[default]
    Loading,
    /// The student is a Timeback user.
    Verified {
        /// The student's Timeback id.
        timeback_id: String,
    },
    /// The account is not a Timeback user.
    Unverified,
    /// The lookup failed.
    Error(AppError),
}

impl VerificationState {
    /// Whether the student is known to be a Timeback user.
    pub fn is_verified(&self) -> bool {
        matches!(self, Self::Verified { .. })
    }
}

impl From<Result<Verification, AppError>> for VerificationState {
    fn from(answer: Result<Verification, AppError>) -> Self {
        match answer {
            Ok(Verification::Verified { timeback_id }) => Self::Verified { timeback_id },
            Ok(Verification::Unverified) => Self::Unverified,
            Err(error) => Self::Error(error),
        }
    }
}
