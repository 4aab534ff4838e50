//! What a page may ask about signing in and out: where the visitor comes back to, and where they leave by.

use axum::http::{header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use crate::server::{AppState, return_path::ReturnPath, shell::LeadsToProvider};

/// Where the form to sign out leads. The policy of a page made before the identity provider's metadata were here does not
/// let it lead there.
pub fn sign_out_path() -> &'static str {
    match use_context::<LeadsToProvider>() {
        Some(LeadsToProvider(true)) => "/api/timeback/identity/signout",
        _ => "/api/timeback/identity/signout?local=true",
    }
}

/// Keeps the page under way for after the visitor has signed in.
pub fn keep_return_path() {
    let (state, parts) = (use_context::<AppState>(), use_context::<Parts>());
    if let (Some(state), Some(parts), Some(response)) =
        (state, parts, use_context::<ResponseOptions>())
        && let Some(page) = ReturnPath::of(&parts.uri)
    {
        response.append_header(header::SET_COOKIE, page.keep(state.origin.is_secure()));
    }
}

/// The page that was asked for before somebody signed in, if it is kept.
pub fn return_path() -> Option<String> {
    let (state, parts) = (use_context::<AppState>()?, use_context::<Parts>()?);
    let page = ReturnPath::read(&parts.headers, state.origin.is_secure())?;
    Some(page.as_str().to_owned())
}

/// The same, which is led to once.
pub fn take_return_path() -> Option<String> {
    let page = return_path()?;
    let secure = use_context::<AppState>()?.origin.is_secure();
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(header::SET_COOKIE, ReturnPath::clear(secure));
    }
    Some(page)
}
