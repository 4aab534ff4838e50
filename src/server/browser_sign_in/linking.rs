//! Account linking: asks a user who signed in with Timeback to confirm that the account with their e-mail address is
//! theirs. A cookie carries the pending link from the sign-in to the confirmation page.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
};

use super::{SignInFailure, with_error};
use crate::server::{AppState, address_reassigned::AddressReassigned, cookie::TokenCookie};
use identity::{LinkStart, Token};

/// Path of the confirmation page.
pub const LINK_PAGE: &str = "/link";

/// Redirects to the confirmation page, or back to sign-in when the account is linked to another Timeback user.
pub async fn begin_linking(state: &AppState, start: &LinkStart) -> Response {
    match keep_link(state, start).await {
        Ok(cookie) => ([(header::SET_COOKIE, cookie)], Redirect::to(LINK_PAGE)).into_response(),
        Err(failure) => end_linking(state, failure),
    }
}

/// The cookie that keeps the pending link.
///
/// # Errors
/// Returns [`SignInFailure::AddressReassigned`] when the account is linked to another Timeback user.
pub async fn keep_link(state: &AppState, start: &LinkStart) -> Result<HeaderValue, SignInFailure> {
    AddressReassigned::refuse(state, &start.email, start.timeback_id.as_deref()).await?;
    let secure = state.origin.is_secure();
    Ok(TokenCookie::Link.set(&start.token, start.lifetime, secure))
}

/// Refuses to confirm a pending link whose account has become another Timeback user's while its owner was asked.
///
/// # Errors
/// Returns [`SignInFailure::AddressReassigned`] when it has.
pub async fn require_same_person(state: &AppState, token: &Token) -> Result<(), SignInFailure> {
    let link = state.identity.find_pending_link(token).await?;
    let Some(link) = link else { return Ok(()) };
    Ok(AddressReassigned::refuse(state, &link.email, link.timeback_id.as_deref()).await?)
}

/// Ends the account linking and redirects to the sign-in page.
pub fn end_linking(state: &AppState, why: SignInFailure) -> Response {
    let cookie = TokenCookie::Link.clear(state.origin.is_secure());
    ([(header::SET_COOKIE, cookie)], with_error("/", why)).into_response()
}
