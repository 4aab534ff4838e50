//! The states of the profile hook, and how one becomes another.

use serde::{Deserialize, Serialize};

use super::Report;
use crate::error::AppError;

/// What a page knows of the student's profile.
///
/// While a fetch is under way, and after one has failed, the last good profile stays at hand in `last`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub enum ProfileState {
    /// No fetch was attempted.
    #[default]
    Idle,
    /// A fetch is under way.
    Loading {
        /// The profile shown meanwhile.
        last: Option<Box<Report>>,
    },
    /// The profile is here.
    Loaded(Box<Report>),
    /// The fetch failed.
    Error {
        /// Why.
        error: AppError,
        /// The profile shown nevertheless.
        last: Option<Box<Report>>,
    },
}

/// A fetch was asked for while one is under way.
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
    pub fn report(&self) -> Option<&Report> {
        match self {
            Self::Idle => None,
            Self::Loading { last } | Self::Error { last, .. } => last.as_deref(),
            Self::Loaded(report) => Some(report),
        }
    }

    /// Why the last fetch failed, if it did.
    pub fn error(&self) -> Option<AppError> {
        match self {
            Self::Error { error, .. } => Some(*error),
            _ => None,
        }
    }

    /// Whether a fetch is under way.
    pub fn is_loading(&self) -> bool {
        matches!(self, Self::Loading { .. })
    }

    /// A fetch begins.
    ///
    /// # Errors
    /// [`AlreadyLoading`], so that one press too many costs nothing.
    pub fn begin(self) -> Result<Self, AlreadyLoading> {
        match self {
            Self::Loading { .. } => Err(AlreadyLoading),
            Self::Idle => Ok(Self::Loading { last: None }),
            Self::Loaded(report) => Ok(Self::Loading { last: Some(report) }),
            Self::Error { last, .. } => Ok(Self::Loading { last }),
        }
    }

    /// A fetch ended with this answer. Who is signed out, or is no longer known to Timeback, keeps nothing on screen.
    #[must_use]
    pub fn settle(self, answer: Result<Report, AppError>) -> Self {
        match answer {
            Ok(report) => Self::Loaded(Box::new(report)),
            Err(AppError::SignedOut | AppError::NotInTimeback) => Self::Idle,
            Err(error) => Self::Error {
                error,
                last: match self {
                    Self::Loading { last } | Self::Error { last, .. } => last,
                    Self::Loaded(report) => Some(report),
                    Self::Idle => None,
                },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Earned, Student};
    use timeback::DayActivity;

    fn report(xp: f64) -> Report {
        let day = DayActivity {
            xp,
            ..DayActivity::none("2026-03-09".into())
        };
        Report {
            student: Student {
                id: "tb_1".into(),
                name: None,
                school: None,
                grade: None,
            },
            enrolled: None,
            earned: Some(Earned {
                today: Some(day.clone()),
                week: vec![day],
                all: xp,
            }),
            fetched_at: 0,
            age_seconds: 0,
            trouble: None,
        }
    }

    fn loaded(xp: f64) -> ProfileState {
        ProfileState::Idle.settle(Ok(report(xp)))
    }

    #[test]
    fn a_first_fetch_goes_from_idle_through_loading_to_loaded() {
        let loading = ProfileState::Idle.begin().unwrap();
        assert_eq!(loading, ProfileState::Loading { last: None });
        assert_eq!(loading.settle(Ok(report(12.0))), loaded(12.0));
        assert_eq!(loaded(12.0).report(), Some(&report(12.0)));
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
        assert_eq!(loading.report(), Some(&report(12.0)));
        let failed = loading.settle(Err(AppError::TimebackUnavailable));
        assert_eq!(failed.error(), Some(AppError::TimebackUnavailable));
        assert_eq!(failed.report(), Some(&report(12.0)));
    }

    #[test]
    fn a_sign_out_leaves_nothing_on_screen() {
        for gone in [AppError::SignedOut, AppError::NotInTimeback] {
            assert_eq!(
                loaded(12.0).begin().unwrap().settle(Err(gone)),
                ProfileState::Idle
            );
        }
    }
}
