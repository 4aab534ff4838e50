//! Request context for components and server functions of all features.

mod signing;

use axum::http::{HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

use super::{AppState, cookie::TokenCookie, profile_reads::StudentReader};
pub use super::{OwnStudent, StudentError, StudentRead};
use crate::{error::AppError, viewer::CurrentUser};
use identity::{AuthPolicy, ExternalProvider};

pub use self::signing::{keep_return_path, return_path, sign_out_path, take_return_path};

/// Counts a read of the signed-in student's profile.
///
/// # Errors
/// Returns [`AppError::SignedOut`] without a session and [`AppError::TooManyReads`] above the rate limit, and sets the
/// response's status accordingly.
pub fn begin_read() -> Result<StudentRead, AppError> {
    let (state, parts) = (expect_context::<AppState>(), expect_context::<Parts>());
    let reader = StudentReader::of(&parts.extensions, &parts.headers, &state);
    let reader = reader.ok_or_else(|| refuse(AppError::SignedOut))?;
    reader.begin(&state).map_err(|too_many| {
        let seconds = too_many.retry_after_seconds();
        retry_after(seconds);
        refuse(AppError::TooManyReads(seconds))
    })
}

/// Public URL of this path.
pub fn public_url(path: &str) -> String {
    let headers = use_context::<Parts>().map(|parts| parts.headers);
    expect_context::<AppState>()
        .origin
        .url(path, &headers.unwrap_or_default())
}

/// Name of the session cookie.
pub fn session_cookie() -> &'static str {
    let state = expect_context::<AppState>();
    TokenCookie::Session.name(state.origin.is_secure())
}

/// Whether the signed-in user has students, as far as their session knows; see
/// [`Profiles::may_have_students`](super::Profiles::may_have_students).
pub fn may_have_students(user: &CurrentUser) -> bool {
    use_context::<AppState>().is_some_and(|state| state.profiles.may_have_students(user))
}

/// Whether the dashboard runs against the sandbox.
pub fn is_sandbox() -> bool {
    use_context::<AppState>().is_some_and(|state| state.is_sandbox)
}

/// The providers other than Timeback that are configured. Empty while the routes are being listed.
pub fn external_providers() -> Vec<ExternalProvider> {
    use_context::<AppState>().map_or_else(Vec::new, |state| state.identity.external_providers())
}

/// Whether this rule of the auth policy holds. `false` while the routes are being listed.
pub fn policy_allows(rule: impl FnOnce(&AuthPolicy) -> bool) -> bool {
    use_context::<AppState>().is_some_and(|state| rule(state.identity.policy()))
}

/// Sets the response's status for the error, for callers that read it. A form posted by a browser without scripts is
/// redirected to its page with the error instead, as a bare status would show no page.
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

/// Sets the page's status to 429, with `Retry-After` in seconds.
pub fn answer_too_many(seconds: u64) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::TOO_MANY_REQUESTS);
    }
    retry_after(seconds);
}

fn retry_after(seconds: u64) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// Sets the page's status to 404.
pub fn answer_not_found() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
}
