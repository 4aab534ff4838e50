use axum::{
    http::header,
    response::{IntoResponse as _, Redirect, Response},
};

use crate::server::{
    AppState,
    browser_sign_in::{SignInFailure, error_page},
    failure::Failure,
    typed_email::TypedEmail,
};

/// On to `page`, which finds the address that was typed.
pub fn to_page(state: &AppState, page: &str, typed_email: &str) -> Response {
    let cookie = TypedEmail::keep(typed_email, state.origin.is_secure());
    ([(header::SET_COOKIE, cookie)], Redirect::to(page)).into_response()
}

/// Back to `page`, which says what was wrong and finds the address that was typed.
pub fn back_with_error(
    state: &AppState,
    page: &str,
    failure: SignInFailure,
    typed_email: &str,
) -> Response {
    if failure == SignInFailure::DatabaseUnavailable {
        return Failure::Unavailable.into_response();
    }
    to_page(state, &error_page(page, failure), typed_email)
}
