//! The profile hook: reactive access to the signed-in student's profile.

use leptos::prelude::*;

use super::{ProfilePageState, ProfileState, VerificationState, context::ProfileContext};

/// Options of [`use_timeback_profile_with_options`].
#[derive(Debug, Clone, Copy, Default)]
pub struct UseTimebackProfileOptions {
    /// Fetch automatically once the student is verified, instead of waiting for `fetch_profile`.
    pub auto: bool,
}

/// Return value of [`use_timeback_profile`].
#[derive(Debug, Clone, Copy)]
pub struct UseTimebackProfileReturn {
    /// The profile's state: idle, loading, loaded or error.
    pub state: Signal<ProfileState>,
    /// Whether `fetch_profile` would fetch: the student is verified and no fetch is in progress.
    pub can_fetch: Signal<bool>,
    /// Fetches a new profile from Timeback. Does nothing while a fetch is in progress.
    pub fetch_profile: Callback<()>,
}

/// The signed-in student's profile, fetched when `fetch_profile` is called.
///
/// All components below one [`provide_timeback_profile`](super::provide_timeback_profile) share one state.
///
/// ```
/// use leptos::prelude::*;
/// use timeback_dashboard::profile::{UseTimebackProfileReturn, use_timeback_profile};
///
/// #[component]
/// fn Xp() -> impl IntoView {
///     let UseTimebackProfileReturn { state, .. } = use_timeback_profile();
///     move || state.get().profile().and_then(|profile| profile.xp_today())
/// }
/// ```
///
/// ## On the server
/// Returns the provider's initial state.
///
/// # Panics
/// Panics where no [`provide_timeback_profile`](super::provide_timeback_profile) was called.
pub fn use_timeback_profile() -> UseTimebackProfileReturn {
    use_timeback_profile_with_options(UseTimebackProfileOptions::default())
}

/// [`use_timeback_profile`] with options.
///
/// ## On the server
/// Same as [`use_timeback_profile`]; `auto` fetches only in the browser, and only if the page came without a profile.
///
/// # Panics
/// Panics where no [`provide_timeback_profile`](super::provide_timeback_profile) was called.
pub fn use_timeback_profile_with_options(
    options: UseTimebackProfileOptions,
) -> UseTimebackProfileReturn {
    let context = expect_context::<ProfileContext>();
    let page_state = context.state();
    if options.auto {
        Effect::new(move || {
            if page_state
                .with(|page_state| page_state.can_fetch() && page_state.state == ProfileState::Idle)
            {
                context.fetch(false);
            }
        });
    }
    UseTimebackProfileReturn {
        state: Signal::derive(move || page_state.get().state),
        can_fetch: Signal::derive(move || page_state.with(ProfilePageState::can_fetch)),
        fetch_profile: Callback::new(move |()| context.fetch(true)),
    }
}

/// Returns whether the signed-in student is a Timeback user. Looked up once per session, before any profile.
///
/// ## On the server
/// Returns the provider's initial state.
///
/// # Panics
/// Panics where no [`provide_timeback_profile`](super::provide_timeback_profile) was called.
pub fn use_timeback_verification() -> Signal<VerificationState> {
    let page_state = expect_context::<ProfileContext>().state();
    Signal::derive(move || page_state.get().verification)
}
