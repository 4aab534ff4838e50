//! The state machine of the profile hook.

use serde::{Deserialize, Serialize};

use super::ProfileView;
use crate::error::AppError;

/// The loading state of the student's profile.
///
/// `last` keeps the last good profile during a fetch and after a failed one.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub enum ProfileState {
    /// Nothing was fetched yet.
    #[default]
    Idle,
    /// A fetch is in progress.
    Loading {
        /// The profile to show meanwhile.
        last: Option<Box<ProfileView>>,
    },
    /// The profile was fetched.
    Loaded(Box<ProfileView>),
    /// The fetch failed.
    Error {
        /// The error.
        error: AppError,
        /// The profile to show nevertheless.
        last: Option<Box<ProfileView>>,
    },
}

/// The error of starting a fetch while another is in progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a fetch is under way already")]
pub struct AlreadyLoading;

impl ProfileState {
    /// The state's name, as the Timeback documentation has it: `idle`, `loading`, `loaded` or `error`.
    pub fn status(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Loading { .. } => "loading",
            Self::Loaded(_) => "loaded",
            Self::Error { .. } => "error",
        }
    }

    /// The profile to show: the loaded one, or the last good one.
    pub fn profile(&self) -> Option<&ProfileView> {
        match self {
            Self::Idle => None,
            Self::Loading { last } | Self::Error { last, .. } => last.as_deref(),
            Self::Loaded(profile) => Some(profile),
        }
    }

    /// Why the last fetch failed, if it did.
    pub fn error(&self) -> Option<AppError> {
        match self {
            Self::Error { error, .. } => Some(*error),
            _ => None,
        }
    }

    /// Whether a fetch is in progress.
    pub fn is_loading(&self) -> bool {
        matches!(self, Self::Loading { .. })
    }

    /// Starts a fetch.
    ///
    /// # Errors
    /// Returns [`AlreadyLoading`] when a fetch is in progress.
    pub fn begin(self) -> Result<Self, AlreadyLoading> {
        match self {
            Self::Loading { .. } => Err(AlreadyLoading),
            Self::Idle => Ok(Self::Loading { last: None }),
            Self::Loaded(profile) => Ok(Self::Loading {
                last: Some(profile),
            }),
            Self::Error { last, .. } => Ok(Self::Loading { last }),
        }
    }

    /// Finishes a fetch. The last profile is dropped when the student is signed out or no longer a Timeback user.
    #[must_use]
    pub fn finish(self, answer: Result<ProfileView, AppError>) -> Self {
        match answer {
            Ok(profile) => Self::Loaded(Box::new(profile)),
            Err(AppError::SignedOut | AppError::NotInTimeback) => Self::Idle,
            Err(error) => Self::Error {
                error,
                last: match self {
                    Self::Loading { last } | Self::Error { last, .. } => last,
                    Self::Loaded(profile) => Some(profile),
                    Self::Idle => None,
                },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Activity, Student};
    use timeback::DayActivity;

    fn profile(xp: f64) -> ProfileView {
        let day = DayActivity {
            xp,
            ..DayActivity::none("2026-03-09".into())
        };
        ProfileView {
            student: Student {
                id: "tb_1".into(),
                name: None,
                school: None,
                grade: None,
            },
            enrollments: None,
            activity: Some(Activity {
                today: Some(day.clone()),
                week: vec![day],
                total_xp: xp,
            }),
            fetched_at: 0,
            age_seconds: 0,
            staleness: None,
        }
    }

    fn loaded(xp: f64) -> ProfileState {
        ProfileState::Idle.finish(Ok(profile(xp)))
    }

    #[test]
    fn a_first_fetch_goes_from_idle_through_loading_to_loaded() {
        let loading = ProfileState::Idle.begin().unwrap();
        assert_eq!(loading, ProfileState::Loading { last: None });
        assert_eq!(loading.finish(Ok(profile(12.0))), loaded(12.0));
        assert_eq!(loaded(12.0).profile(), Some(&profile(12.0)));
    }

    #[test]
    fn a_second_press_while_loading_begins_nothing() {
        assert_eq!(
            ProfileState::Loading { last: None }.begin(),
            Err(AlreadyLoading)
        );
    }

    #[test]
    fn the_last_profile_stays_while_refetching_and_after_a_failure() {
        let loading = loaded(12.0).begin().unwrap();
        assert_eq!(loading.status(), "loading");
        assert_eq!(loading.profile(), Some(&profile(12.0)));
        let failed = loading.finish(Err(AppError::TimebackUnavailable));
        assert_eq!(failed.error(), Some(AppError::TimebackUnavailable));
        assert_eq!(failed.profile(), Some(&profile(12.0)));
    }

    #[test]
    fn a_sign_out_leaves_nothing_on_screen() {
        for gone in [AppError::SignedOut, AppError::NotInTimeback] {
            assert_eq!(
                loaded(12.0).begin().unwrap().finish(Err(gone)),
                ProfileState::Idle
            );
        }
    }
}
