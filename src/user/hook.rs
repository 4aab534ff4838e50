//! The user hook: reactive access to the signed-in user.

use leptos::prelude::*;

use super::{UserError, UserResource, UserState, context::UserContext};

/// Return value of [`use_user`].
#[derive(Debug, Clone, Copy)]
pub struct UseUserReturn {
    /// The signed-in user. `None` while they are not known, and when nobody is signed in.
    pub user: Signal<Option<UserResource>>,
    /// Whether it is known who is signed in, if anybody is.
    pub is_loaded: Signal<bool>,
    /// Whether somebody is signed in.
    pub is_signed_in: Signal<bool>,
    /// Why the user could not be read, if they could not.
    pub error: Signal<Option<UserError>>,
    /// Reads the user anew.
    pub reload: Callback<()>,
}

/// Provides the signed-in user to the components below, which call [`use_user`]. All of them share one user.
///
/// With [`UserState::Loading`] the browser reads the user; a page that has read them on the server passes that state.
///
/// ```
/// use leptos::prelude::*;
/// use timeback_dashboard::user::{UserState, provide_user};
///
/// /// Lets the islands among its children share one user.
/// #[component]
/// fn UserProvider(children: Children) -> impl IntoView {
///     provide_user(UserState::Loading);
///     children()
/// }
/// ```
///
/// ## On the server
/// Provides the initial state.
pub fn provide_user(initial: UserState) {
    let is_known = initial != UserState::Loading;
    let context = UserContext::new(initial);
    provide_context(context);
    Effect::new(move || {
        if !is_known {
            context.load();
        }
    });
}

/// The signed-in user.
///
/// ```
/// use leptos::prelude::*;
/// use timeback_dashboard::user::{UseUserReturn, use_user};
///
/// #[component]
/// fn Greeting() -> impl IntoView {
///     let UseUserReturn { user, .. } = use_user();
///     move || user.get().and_then(|user| user.full_name())
/// }
/// ```
///
/// ## On the server
/// Returns the initial state.
///
/// # Panics
/// Panics where no component above calls [`provide_user`].
pub fn use_user() -> UseUserReturn {
    let context = expect_context::<UserContext>();
    let state = context.state();
    UseUserReturn {
        user: Signal::derive(move || match state.get() {
            UserState::SignedIn(user) => Some(UserResource::new(*user, context)),
            UserState::Loading | UserState::SignedOut | UserState::Error(_) => None,
        }),
        is_loaded: Signal::derive(move || {
            state.with(|state| matches!(state, UserState::SignedIn(_) | UserState::SignedOut))
        }),
        is_signed_in: Signal::derive(move || {
            state.with(|state| matches!(state, UserState::SignedIn(_)))
        }),
        error: Signal::derive(move || match state.get() {
            UserState::Error(error) => Some(error),
            UserState::Loading | UserState::SignedIn(_) | UserState::SignedOut => None,
        }),
        reload: Callback::new(move |()| context.load()),
    }
}
