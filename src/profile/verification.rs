use crate::{error::AppError, timeback::Verification};

/// What a page knows of whether the student is a Timeback user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VerificationState {
    /// The question is under way.
    Loading,
    /// The student is a Timeback user.
    Verified {
        /// Their id there.
        timeback_id: String,
    },
    /// The account is not a Timeback user.
    Unverified,
    /// The question could not be answered.
    Error(AppError),
}

impl VerificationState {
    /// Whether the student is known to be a Timeback user.
    pub fn is_verified(&self) -> bool {
        matches!(self, Self::Verified { .. })
    }

    /// What an answer says, when there is one.
    pub(super) fn of(answer: Option<Result<Verification, AppError>>) -> Self {
        match answer {
            None => Self::Loading,
            Some(Ok(Verification::Verified { timeback_id })) => Self::Verified { timeback_id },
            Some(Ok(Verification::Unverified) | Err(AppError::NotInTimeback)) => Self::Unverified,
            Some(Err(error)) => Self::Error(error),
        }
    }
}
