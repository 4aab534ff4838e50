//! Account linking: asks a user who signed in with Timeback to confirm that the account with their e-mail address is
//! theirs. A cookie carries the pending link from the sign-in to the confirmation page.

use axum::{
    http::header,
    response::{IntoResponse as _, Redirect, Response},
};

use super::{SignInFailure, with_error};
use crate::server::{AppState, address_reassigned::AddressReassigned, cookie::TokenCookie};
use identity::LinkStart;

/// Path of the confirmation page.
pub const LINK_PAGE: &str = "/link";

/// Redirects to the confirmation page, or back to sign-in when the account is linked to another Timeback user.
pub async fn begin_linking(state: &AppState, start: &LinkStart) -> Response {
    let on_record = start.timeback_id.as_deref();
    if let Err(error) = AddressReassigned::refuse(state, &start.email, on_record).await {
        return end_linking(state, error.into());
    }
    let secure = state.origin.is_secure();
    let cookie = TokenCookie::Link.set(&start.token, start.lifetime, secure);
    ([(header::SET_COOKIE, cookie)], Redirect::to(LINK_PAGE)).into_response()
}

/// Ends the account linking and redirects to the sign-in page.
pub fn end_linking(state: &AppState, why: SignInFailure) -> Response {
    let cookie = TokenCookie::Link.clear(state.origin.is_secure());
    ([(header::SET_COOKIE, cookie)], with_error("/", why)).into_response()
}
