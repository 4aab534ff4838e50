use leptos::{prelude::*, task::spawn_local};

use super::{ProfilePageState, api};
use crate::{error::AppError, viewer};

/// Provides the signed-in student's profile to the components below. See
/// [`use_timeback_profile`](super::use_timeback_profile).
///
/// A page passes the state it was rendered with, so the browser does not fetch it again.
pub fn provide_timeback_profile(initial: ProfilePageState) {
    provide_context(ProfileContext(RwSignal::new(initial)));
}

/// The context that components below a [`provide_timeback_profile`] share.
#[derive(Clone, Copy)]
pub(super) struct ProfileContext(RwSignal<ProfilePageState>);

impl ProfileContext {
    pub fn state(self) -> RwSignal<ProfilePageState> {
        self.0
    }

    /// Fetches the session's cached profile, or with `fresh` a new one. A failure keeps the last profile; an ended session
    /// leaves the page.
    pub fn fetch(self, fresh: bool) {
        let Ok(loading) = self.0.get_untracked().begin() else {
            return;
        };
        self.0.set(loading);
        spawn_local(async move {
            let answer = api::get_profile(fresh).await;
            if matches!(answer, Err(AppError::SignedOut)) {
                viewer::leave();
            }
            self.change(|state| state.finish(answer));
        });
    }

    fn change(self, change: impl FnOnce(ProfilePageState) -> ProfilePageState) {
        self.0
            .try_update(|state| *state = change(std::mem::take(state)));
    }
}
