//! The island that holds the session's profile and wraps the living parts of a page.

use leptos::{prelude::*, task::spawn_local};

use super::{Known, api};
use crate::{error::AppError, viewer};

/// Holds the signed-in student's profile for every component below it. See
/// [`use_timeback_profile`](super::use_timeback_profile).
///
/// A page that fetched the profile while it was rendered opens the provider with it, and the browser fetches nothing.
/// Without that the browser verifies the student first.
#[island]
pub fn ProfileProvider(
    /// What the page knows already.
    #[prop(optional_no_strip)]
    known: Option<Known>,
    /// The page's parts that use the profile.
    children: Children,
) -> impl IntoView {
    let knows_nothing = known.is_none();
    let context = ProfileContext(RwSignal::new(known.unwrap_or_default()));
    provide_context(context);
    Effect::new(move || {
        if knows_nothing {
            context.verify();
        }
    });
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

    fn verify(self) {
        spawn_local(async move {
            let answer = api::verify().await;
            self.change(|known| known.verified(answer));
        });
    }

    fn change(self, change: impl FnOnce(Known) -> Known) {
        self.0
            .try_update(|known| *known = change(std::mem::take(known)));
    }
}
