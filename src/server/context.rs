//! What a component or a server function may ask of the request it runs in. The one place where leptos meets the edge.

use axum::http::{StatusCode, header, request::Parts};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

use super::{AppState, Profiles, account};
use crate::{
    account::{Notice, Overview},
    error::AppError,
    identity::Enrollment,
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

/// Whether the dashboard runs against its own sandbox.
pub fn is_sandbox() -> bool {
    use_context::<AppState>().is_some_and(|state| state.is_sandbox)
}

/// The account of who is signed in, for their page.
///
/// # Errors
/// [`AppError::SignedOut`] when nobody is, or [`AppError::Internal`].
pub async fn account() -> Result<Overview, AppError> {
    let (state, parts) = (expect_context::<AppState>(), expect_context::<Parts>());
    account::overview(&state, &parts.headers).await
}

/// The authenticator app of who is signed in that waits for its first code; none also where they must prove first that
/// it is they.
///
/// # Errors
/// As [`account`].
pub async fn waiting_factor() -> Result<Option<Enrollment>, AppError> {
    let (state, parts) = (expect_context::<AppState>(), expect_context::<Parts>());
    account::waiting_factor(&state, &parts.headers).await
}

/// What became of the form that was sent before this page.
pub fn notice() -> Option<Notice> {
    let (state, parts) = (use_context::<AppState>()?, use_context::<Parts>()?);
    account::read_notice(&parts.headers, state.origin.is_secure())
}

/// The same, which is told once.
pub fn take_notice() -> Option<Notice> {
    let notice = notice()?;
    let secure = use_context::<AppState>()?.origin.is_secure();
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(header::SET_COOKIE, account::clear_notice(secure));
    }
    Some(notice)
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
