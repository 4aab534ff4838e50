//! The island that holds the session's profile and wraps the living parts of a page.

use leptos::{prelude::*, task::spawn_local};

use super::{Known, Report, api};
use crate::{error::AppError, viewer};

/// Holds the signed-in student's profile for every component below it. See
/// [`use_timeback_profile`](super::use_timeback_profile).
///
/// A page opens it with what is known when the page is rendered, and the browser asks for none of that again.
#[island]
pub fn ProfileProvider(
    /// What the page knows already.
    known: Known,
    /// The page's parts that use the profile.
    children: Children,
) -> impl IntoView {
    provide_context(ProfileContext(RwSignal::new(known)));
    children()
}

/// One page's view of the session's profile.
#[derive(Clone, Copy)]
pub(super) struct ProfileContext(RwSignal<Known>);

impl ProfileContext {
    pub fn known(self) -> RwSignal<Known> {
        self.0
    }

    /// Asks for the profile: the session's, or with `fresh` a new one. A failure leaves the last one in place; a session
    /// that is over leaves the page.
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
            self.change(|known| known.settle(answer));
        });
    }

    /// Shows a report that came by itself.
    pub fn show(self, report: Report) {
        self.change(|known| known.settle(Ok(report)));
    }

    fn change(self, change: impl FnOnce(Known) -> Known) {
        self.0
            .try_update(|known| *known = change(std::mem::take(known)));
    }
}
