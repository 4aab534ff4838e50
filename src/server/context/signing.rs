//! Sign-in and sign-out of the current request: the return path and the sign-out URL.

use axum::http::{header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use crate::server::{AppState, return_path::ReturnPath, shell::LeadsToProvider};

/// Action of the sign-out form. The CSP of a page rendered before the identity provider's metadata were loaded does not
/// allow a redirect there.
pub fn sign_out_path() -> &'static str {
    match use_context::<LeadsToProvider>() {
        Some(LeadsToProvider(true)) => "/api/timeback/identity/signout",
        _ => "/api/timeback/identity/signout?local=true",
    }
}

/// Stores the current page as the return path for after sign-in.
pub fn keep_return_path() {
    let (state, parts) = (use_context::<AppState>(), use_context::<Parts>());
    if let (Some(state), Some(parts), Some(response)) =
        (state, parts, use_context::<ResponseOptions>())
        && let Some(page) = ReturnPath::of(&parts.uri)
    {
        response.append_header(header::SET_COOKIE, page.keep(state.origin.is_secure()));
    }
}

/// The stored return path, if any.
pub fn return_path() -> Option<String> {
    let (state, parts) = (use_context::<AppState>()?, use_context::<Parts>()?);
    let page = ReturnPath::read(&parts.headers, state.origin.is_secure())?;
    Some(page.as_str().to_owned())
}

/// Takes the stored return path, which is used once.
pub fn take_return_path() -> Option<String> {
    let page = return_path()?;
    let secure = use_context::<AppState>()?.origin.is_secure();
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(header::SET_COOKIE, ReturnPath::clear(secure));
    }
    Some(page)
}
