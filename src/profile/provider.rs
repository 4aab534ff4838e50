//! The island that provides the profile's state to the interactive parts of a page.

use leptos::{prelude::*, task::spawn_local};

use super::{ProfilePageState, ProfileView, api};
use crate::{error::AppError, viewer};

/// Context provider of the signed-in student's profile. See [`use_timeback_profile`](super::use_timeback_profile).
///
/// The page passes the state it was rendered with, so the browser does not fetch it again.
#[island]
pub fn ProfileProvider(
    /// The state the page was rendered with.
    initial: ProfilePageState,
    /// The components that use the profile.
    children: Children,
) -> impl IntoView {
    provide_context(ProfileContext(RwSignal::new(initial)));
    children()
}

/// The context that components below a [`ProfileProvider`] share.
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

    /// Shows a profile pushed by the server.
    pub fn show(self, profile: ProfileView) {
        self.change(|state| state.finish(Ok(profile)));
    }

    fn change(self, change: impl FnOnce(ProfilePageState) -> ProfilePageState) {
        self.0
            .try_update(|state| *state = change(std::mem::take(state)));
    }
}
