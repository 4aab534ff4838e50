use serde::{Deserialize, Serialize};

use super::{AlreadyLoading, ProfileState, Report, VerificationState};
use crate::error::AppError;
use timeback::Verification;

/// All that a page knows of the signed-in student: what the hook shows, and what a page can be opened with.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Known {
    /// Of their profile.
    pub state: ProfileState,
    /// Of whether they are a Timeback user.
    pub verification: VerificationState,
}

impl Known {
    /// Whether a fetch would be worth its while: the student is verified and no fetch is under way.
    pub fn can_fetch(&self) -> bool {
        self.verification.is_verified() && !self.state.is_loading()
    }

    /// A fetch begins.
    ///
    /// # Errors
    /// [`AlreadyLoading`], so that one press too many costs nothing.
    pub fn begin(self) -> Result<Self, AlreadyLoading> {
        Ok(Self {
            state: self.state.begin()?,
            verification: self.verification,
        })
    }

    /// A fetch ended with this answer, which tells about the verification as well.
    #[must_use]
    pub fn settle(self, answer: Result<Report, AppError>) -> Self {
        let verification = match &answer {
            Ok(report) => VerificationState::Verified {
                timeback_id: report.student.id.clone(),
            },
            Err(AppError::NotInTimeback) => VerificationState::Unverified,
            // That the profile could not be fetched says nothing new about whether the student is known.
            Err(error) if self.verification == VerificationState::Loading => {
                VerificationState::Error(*error)
            }
            Err(_) => self.verification,
        };
        Self {
            state: self.state.settle(answer),
            verification,
        }
    }

    /// The verification ended with this answer.
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
        assert!(!Known::default().can_fetch());
        assert!(
            !Known::default()
                .verified(Ok(Verification::Unverified))
                .can_fetch()
        );
        let verified = Known::default().verified(Ok(Verification::Verified {
            timeback_id: "tb_1".into(),
        }));
        assert!(verified.can_fetch());
        assert!(!verified.begin().unwrap().can_fetch());
    }

    #[test]
    fn a_student_who_left_timeback_is_unverified_and_keeps_nothing() {
        let verified = Known::default().verified(Ok(Verification::Verified {
            timeback_id: "tb_1".into(),
        }));
        let left = verified
            .begin()
            .unwrap()
            .settle(Err(AppError::NotInTimeback));
        assert_eq!(
            left,
            Known {
                state: ProfileState::Idle,
                verification: VerificationState::Unverified
            }
        );
    }

    #[test]
    fn an_outage_does_not_unverify_anybody() {
        let verified = Known::default().verified(Ok(Verification::Verified {
            timeback_id: "tb_1".into(),
        }));
        let failed = verified
            .begin()
            .unwrap()
            .settle(Err(AppError::TimebackUnavailable));
        assert!(failed.verification.is_verified());
    }
}
