//! The profile hook: what a component asks to see the signed-in student's profile.

use leptos::prelude::*;

use super::{Known, ProfileState, VerificationState, provider::ProfileContext};

/// How [`use_timeback_profile_with_options`] behaves.
#[derive(Debug, Clone, Copy, Default)]
pub struct UseTimebackProfileOptions {
    /// Fetch by itself once the student is verified, instead of waiting for `fetch_profile`.
    pub auto: bool,
}

/// What [`use_timeback_profile`] gives a component.
#[derive(Debug, Clone, Copy)]
pub struct UseTimebackProfileReturn {
    /// Idle, loading, loaded or error.
    pub state: Signal<ProfileState>,
    /// Whether `fetch_profile` would fetch: the student is verified and no fetch is under way.
    pub can_fetch: Signal<bool>,
    /// Asks Timeback for the profile anew. Does nothing while a fetch is under way.
    pub fetch_profile: Callback<()>,
}

/// The signed-in student's profile, fetched when `fetch_profile` is called.
///
/// All components below one [`ProfileProvider`](super::ProfileProvider) share one state.
///
/// ```
/// use leptos::prelude::*;
/// use timeback_dashboard::profile::{UseTimebackProfileReturn, use_timeback_profile};
///
/// #[component]
/// fn Xp() -> impl IntoView {
///     let UseTimebackProfileReturn { state, .. } = use_timeback_profile();
///     move || state.get().report().and_then(|report| report.xp_today())
/// }
/// ```
///
/// ## On the server
/// Shows what the page opened the provider with.
///
/// # Panics
/// Outside a [`ProfileProvider`](super::ProfileProvider).
pub fn use_timeback_profile() -> UseTimebackProfileReturn {
    use_timeback_profile_with_options(UseTimebackProfileOptions::default())
}

/// [`use_timeback_profile`] with options.
///
/// ## On the server
/// As [`use_timeback_profile`]; `auto` fetches in the browser, and only where the page did not bring the profile.
///
/// # Panics
/// Outside a [`ProfileProvider`](super::ProfileProvider).
pub fn use_timeback_profile_with_options(
    options: UseTimebackProfileOptions,
) -> UseTimebackProfileReturn {
    let context = expect_context::<ProfileContext>();
    let known = context.known();
    if options.auto {
        Effect::new(move || {
            if known.with(|known| known.can_fetch() && known.state == ProfileState::Idle) {
                context.fetch(false);
            }
        });
    }
    UseTimebackProfileReturn {
        state: Signal::derive(move || known.get().state),
        can_fetch: Signal::derive(move || known.with(Known::can_fetch)),
        fetch_profile: Callback::new(move |()| context.fetch(true)),
    }
}

/// Whether the signed-in student is a Timeback user: asked once a session, answered before any profile is.
///
/// ## On the server
/// Shows what the page opened the provider with.
///
/// # Panics
/// Outside a [`ProfileProvider`](super::ProfileProvider).
pub fn use_timeback_verification() -> Signal<VerificationState> {
    let known = expect_context::<ProfileContext>().known();
    Signal::derive(move || known.get().verification)
}
