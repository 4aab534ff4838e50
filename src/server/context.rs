//! What a component or a server function may ask of the request it runs in. The one place where leptos meets the edge.

use axum::http::{StatusCode, header, request::Parts};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;
use serde_json::Value;

use super::{AppState, Profiles, api, cookie::TokenCookie};
use crate::{
    error::AppError,
    viewer::{Viewer, use_viewer},
};

/// Who is signed in.
///
/// # Errors
/// [`AppError::SignedOut`] when nobody is; the answer's status says so.
pub fn signed_in() -> Result<Viewer, AppError> {
    use_viewer().ok_or_else(|| refuse(AppError::SignedOut))
}

/// What Timeback told about the students who are signed in.
pub fn profiles() -> Profiles {
    expect_context::<AppState>().profiles
}

/// The document of the APIs.
pub fn api_document() -> &'static Value {
    api::document::document()
}

/// Where browsers find what is at this path.
pub fn public_url(path: &str) -> String {
    let headers = use_context::<Parts>().map(|parts| parts.headers);
    expect_context::<AppState>()
        .origin
        .url(path, &headers.unwrap_or_default())
}

/// What the cookie of a session is called here.
pub fn session_cookie() -> &'static str {
    let state = expect_context::<AppState>();
    TokenCookie::Session.name(state.origin.is_secure())
}

/// Whether the dashboard runs against its own sandbox.
pub fn is_sandbox() -> bool {
    use_context::<AppState>().is_some_and(|state| state.is_sandbox)
}

/// Gives a refusal its status, for a caller who reads statuses. A form posted by a browser is sent back to its page
/// with the error instead: a status would leave the reader there without one.
pub fn refuse(error: AppError) -> AppError {
    let is_form = use_context::<Parts>().and_then(|parts| {
        parts.headers.get(header::ACCEPT).and_then(|accept| {
            accept
                .to_str()
                .ok()
                .map(|accept| accept.contains("text/html"))
        })
    });
    let is_server_fn = use_context::<leptos_router::location::RequestUrl>().is_none();
    if let (Some(response), false, true) = (
        use_context::<ResponseOptions>(),
        is_form.unwrap_or_default(),
        is_server_fn,
    ) {
        response.set_status(
            StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
        );
    }
    error
}

/// The page under way is none: its status is 404.
pub fn answer_not_found() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
}
