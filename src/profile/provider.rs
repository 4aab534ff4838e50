//! The island that holds the session's profile and wraps the living parts of a page.

use leptos::{prelude::*, task::spawn_local};

use super::{ProfileState, Report, VerificationState, api};
use crate::{error::AppError, timeback::Verification, viewer};

/// Holds the signed-in student's profile for every component below it. See
/// [`use_timeback_profile`](super::use_timeback_profile).
#[island]
pub fn ProfileProvider(
    /// Why a refresh asked for without scripts failed; such a failure comes back with the page.
    #[prop(optional_no_strip)]
    refused: Option<AppError>,
    /// The page's parts that use the profile.
    children: Children,
) -> impl IntoView {
    provide_context(ProfileContext::new(refused));
    children()
}

/// One page's view of the session's profile: what the server fetched while rendering, and what was fetched since.
#[derive(Clone, Copy)]
pub(super) struct ProfileContext {
    owner: StoredValue<Owner>,
    refused: Option<AppError>,
    first: StoredValue<Option<Resource<Result<Report, AppError>>>>,
    verification: StoredValue<Option<Resource<Result<Verification, AppError>>>>,
    since: RwSignal<Option<Since>>,
}

/// What this page fetched after it was rendered.
#[derive(Debug, Clone)]
struct Since {
    state: ProfileState,
    verification: VerificationState,
}

impl ProfileContext {
    fn new(refused: Option<AppError>) -> Self {
        let owner = Owner::current().unwrap_or_default();
        Self {
            owner: StoredValue::new(owner),
            refused,
            first: StoredValue::new(None),
            verification: StoredValue::new(None),
            since: RwSignal::new(None),
        }
    }

    /// Lets the server fetch the profile while it renders; the browser takes the answer over.
    pub fn fetch_once(self) {
        if self.first.with_value(Option::is_none) {
            let resource = self.owner.with_value(|owner| {
                owner.with(|| Resource::new(|| (), |()| api::get_profile(false)))
            });
            self.first.set_value(Some(resource));
        }
    }

    /// Lets the server verify the student while it renders, unless a profile answers the same question.
    pub fn verify_once(self) {
        if self.first.with_value(Option::is_none) && self.verification.with_value(Option::is_none) {
            let resource = self
                .owner
                .with_value(|owner| owner.with(|| Resource::new(|| (), |()| api::verify())));
            self.verification.set_value(Some(resource));
        }
    }

    pub fn state(self) -> ProfileState {
        match (self.since.get(), self.first.get_value()) {
            (Some(since), _) => since.state,
            (None, None) => ProfileState::Idle,
            (None, Some(first)) => match first.get() {
                None => ProfileState::Loading { last: None },
                Some(answer) => self.opening(answer),
            },
        }
    }

    pub fn verification(self) -> VerificationState {
        match (
            self.since.get(),
            self.first.get_value(),
            self.verification.get_value(),
        ) {
            (Some(since), _, _) => since.verification,
            (None, Some(first), _) => VerificationState::of(first.get().map(verified)),
            (None, None, Some(verification)) => VerificationState::of(verification.get()),
            (None, None, None) => VerificationState::Loading,
        }
    }

    pub fn can_fetch(self) -> bool {
        self.verification().is_verified() && !self.state().is_loading()
    }

    /// Asks Timeback anew. A failure leaves the last profile in place; a session that is over leaves the page.
    pub fn fetch(self) {
        let (before, verification) = untrack(|| (self.state(), self.verification()));
        let Ok(loading) = before.begin() else { return };
        self.since.set(Some(Since {
            state: loading,
            verification,
        }));
        spawn_local(async move {
            let answer = api::get_profile(true).await;
            if matches!(answer, Err(AppError::SignedOut)) {
                viewer::leave();
            }
            self.since
                .try_update(|since| *since = since.take().map(|since| since.settle(answer)));
        });
    }

    fn opening(self, answer: Result<Report, AppError>) -> ProfileState {
        let state = ProfileState::Idle.settle(answer);
        match self.refused {
            Some(error) => state.settle(Err(error)),
            None => state,
        }
    }
}

impl Since {
    fn settle(self, answer: Result<Report, AppError>) -> Self {
        let verification = match VerificationState::of(Some(verified(answer.clone()))) {
            // That the profile could not be fetched says nothing new about whether the student is known.
            VerificationState::Error(_) => self.verification,
            known => known,
        };
        Self {
            state: self.state.settle(answer),
            verification,
        }
    }
}

/// What a profile's answer says about whether the student is known.
fn verified(answer: Result<Report, AppError>) -> Result<Verification, AppError> {
    answer.map(|report| Verification::Verified {
        timeback_id: report.profile.id,
    })
}
