use axum::{
    http::header,
    response::{AppendHeaders, IntoResponse as _, Redirect, Response},
};

use super::trouble::Trouble;
use crate::{
    identity::{NextStep, SignedIn},
    server::{AppState, cookie::TokenCookie, failure::Failure, typed_email::TypedEmail},
};

/// Into the dashboard, or to what comes before it: the browser has the session's new token from now on.
pub fn enter(state: &AppState, signed_in: &SignedIn) -> Response {
    if let Some(replaced) = &signed_in.replaced {
        state.profiles.forget(replaced.as_str());
    }
    let to = match signed_in.next {
        NextStep::Nothing => "/profile",
        NextStep::SecondFactor => "/second-factor",
        NextStep::NewPassword => "/recover",
    };
    tracing::info!(
        session = signed_in.session.as_str(),
        to,
        "a student signed in"
    );
    let secure = state.origin.is_secure();
    let cookies = AppendHeaders([
        (
            header::SET_COOKIE,
            TokenCookie::Session.set(&signed_in.token, signed_in.lifetime, secure),
        ),
        (header::SET_COOKIE, TypedEmail::clear(secure)),
    ]);
    (cookies, Redirect::to(to)).into_response()
}

/// On to `page`, which finds the address that was typed.
pub fn on(state: &AppState, page: &str, typed_email: &str) -> Response {
    let cookie = TypedEmail::keep(typed_email, state.origin.is_secure());
    ([(header::SET_COOKIE, cookie)], Redirect::to(page)).into_response()
}

/// Back to `page`, which says what was wrong and finds the address that was typed.
pub fn back(state: &AppState, page: &str, trouble: Trouble, typed_email: &str) -> Response {
    if trouble == Trouble::UNAVAILABLE {
        return Failure::Unavailable.into_response();
    }
    on(state, &explained(page, trouble), typed_email)
}

/// Back to `page`, which says what was wrong.
pub fn explain(page: &str, trouble: Trouble) -> Response {
    if trouble == Trouble::UNAVAILABLE {
        return Failure::Unavailable.into_response();
    }
    Redirect::to(&explained(page, trouble)).into_response()
}

/// The address of `page` saying what was wrong.
fn explained(page: &str, Trouble(reason): Trouble) -> String {
    let separator = if page.contains('?') { '&' } else { '?' };
    format!("{page}{separator}error={reason}")
}
