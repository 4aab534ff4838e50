//! Outcomes of a browser sign-in by any method: a session cookie and a redirect, account linking, or a redirect to a
//! page with an error message.

mod failure;
mod linking;

use axum::{
    http::header,
    response::{IntoResponse as _, Redirect, Response},
};

pub use self::{
    failure::SignInFailure,
    linking::{LINK_PAGE, begin_linking, end_linking, keep_link, require_same_person},
};
use super::{
    AppState, cookie::TokenCookie, failure::Failure, return_path::ReturnPath,
    typed_email::TypedEmail,
};
use identity::{NextStep, SignedIn};

/// Path to which providers other than Timeback redirect the browser, for every purpose: the redirect URI to register.
pub const EXTERNAL_CALLBACK: &str = "/oauth/callback";

/// Sets the session cookie and redirects to the return path, the dashboard, or the step that is still required before
/// it.
pub fn after_sign_in(
    state: &AppState,
    signed_in: &SignedIn,
    return_path: Option<&ReturnPath>,
) -> Response {
    let to = match signed_in.next {
        NextStep::Nothing => return_path.map_or("/profile", ReturnPath::as_str),
        NextStep::SecondFactor => "/second-factor",
        NextStep::NewPassword => "/recover",
    };
    tracing::info!(
        session = signed_in.session.as_str(),
        to,
        "a student signed in"
    );
    let secure = state.origin.is_secure();
    let is_there = signed_in.next == NextStep::Nothing && return_path.is_some();
    let cookies = [
        Some(TokenCookie::Session.set(&signed_in.token, signed_in.lifetime, secure)),
        Some(TypedEmail::clear(secure)),
        is_there.then(|| ReturnPath::clear(secure)),
    ];
    let cookies = cookies.into_iter().flatten();
    let mut answer = Redirect::to(to).into_response();
    answer
        .headers_mut()
        .extend(cookies.map(|cookie| (header::SET_COOKIE, cookie)));
    answer
}

/// Redirects to `page`, which shows the failure.
pub fn with_error(page: &str, failure: SignInFailure) -> Response {
    if failure == SignInFailure::DatabaseUnavailable {
        return Failure::Unavailable.into_response();
    }
    Redirect::to(&error_page(page, failure)).into_response()
}

/// URL of `page` with the failure's name.
pub fn error_page(page: &str, failure: SignInFailure) -> String {
    let separator = if page.contains('?') { '&' } else { '?' };
    format!("{page}{separator}error={failure}")
}
