//! The question whether the account with one's address is one's own, asked of whoever came through Timeback. A cookie
//! carries it from the sign-in to the page that asks.

use axum::{
    http::header,
    response::{IntoResponse as _, Redirect, Response},
};

use super::{SignInFailure, with_error};
use crate::server::{AppState, address_reassigned::AddressReassigned, cookie::TokenCookie};
use identity::LinkStart;

/// The page that asks.
pub const LINK_PAGE: &str = "/link";

/// Leads a browser to the page. Whoever Timeback knows as another person than the account's is asked nothing.
pub async fn begin_linking(state: &AppState, start: &LinkStart) -> Response {
    let on_record = start.timeback_id.as_deref();
    if let Err(error) = AddressReassigned::refuse(state, &start.email, on_record).await {
        return end_linking(state, error.into());
    }
    let secure = state.origin.is_secure();
    let cookie = TokenCookie::Link.set(&start.token, start.lifetime, secure);
    ([(header::SET_COOKIE, cookie)], Redirect::to(LINK_PAGE)).into_response()
}

/// Nobody is asked any more: back to the way in.
pub fn end_linking(state: &AppState, why: SignInFailure) -> Response {
    let cookie = TokenCookie::Link.clear(state.origin.is_secure());
    ([(header::SET_COOKIE, cookie)], with_error("/", why)).into_response()
}
