use serde::{Deserialize, Serialize};

use super::{AlreadyLoading, ProfileState, ProfileView, VerificationState};
use crate::error::AppError;
use timeback::Verification;

/// The state of the profile page: the profile and the verification. Also the initial value of a
/// [`provide_timeback_profile`](super::provide_timeback_profile).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ProfilePageState {
    /// State of the profile.
    pub state: ProfileState,
    /// State of the verification.
    pub verification: VerificationState,
}

impl ProfilePageState {
    /// Whether a fetch may start: the student is verified and no fetch is in progress.
    pub fn can_fetch(&self) -> bool {
        self.verification.is_verified() && !self.state.is_loading()
    }

    /// Starts a fetch.
    ///
    /// # Errors
    /// Returns [`AlreadyLoading`] when a fetch is in progress.
    pub fn begin(self) -> Result<Self, AlreadyLoading> {
        Ok(Self {
            state: self.state.begin()?,
            verification: self.verification,
        })
    }

    /// Finishes a fetch. Its result decides the verification too.
    #[must_use]
    pub fn finish(self, answer: Result<ProfileView, AppError>) -> Self {
        let verification = match &answer {
            Ok(profile) => VerificationState::Verified {
                timeback_id: profile.student.id.clone(),
            },
            Err(AppError::NotInTimeback) => VerificationState::Unverified,
            // A failed fetch does not tell whether the student is a Timeback user.
            Err(error) if self.verification == VerificationState::Loading => {
                VerificationState::Error(*error)
            }
            Err(_) => self.verification,
        };
        Self {
            state: self.state.finish(answer),
            verification,
        }
    }

    /// Finishes the verification.
    #[must_use]
    pub fn verified(self, answer: Result<Verification, AppError>) -> Self {
        Self {
            state: self.state,
            verification: answer.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_fetched_for_a_student_who_is_not_verified() {
        assert!(!ProfilePageState::default().can_fetch());
        assert!(
            !ProfilePageState::default()
                .verified(Ok(Verification::Unverified))
                .can_fetch()
        );
        let verified = ProfilePageState::default().verified(Ok(Verification::Verified {
            timeback_id: "tb_1".into(),
        }));
        assert!(verified.can_fetch());
        assert!(!verified.begin().unwrap().can_fetch());
    }

    #[test]
    fn a_student_who_left_timeback_is_unverified_and_keeps_nothing() {
        let verified = ProfilePageState::default().verified(Ok(Verification::Verified {
            timeback_id: "tb_1".into(),
        }));
        let left = verified
            .begin()
            .unwrap()
            .finish(Err(AppError::NotInTimeback));
        assert_eq!(
            left,
            ProfilePageState {
                state: ProfileState::Idle,
                verification: VerificationState::Unverified
            }
        );
    }

    #[test]
    fn an_outage_does_not_unverify_anybody() {
        let verified = ProfilePageState::default().verified(Ok(Verification::Verified {
            timeback_id: "tb_1".into(),
        }));
        let failed = verified
            .begin()
            .unwrap()
            .finish(Err(AppError::TimebackUnavailable));
        assert!(failed.verification.is_verified());
    }
}
