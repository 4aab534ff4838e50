//! How often profiles may be read, and what is answered to whoever asks too often.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{AppState, api::timeback::TimebackRefusal, caller::caller};
use crate::{
    identity::{Caller, Identity, Refusal, SessionId, UserId},
    viewer::Viewer,
};

/// A page of its own, for it must cost nothing to say.
const PAGE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
);

/// Pages and routes that answer the profile of whoever has a session in this browser.
fn is_profile(path: &str) -> bool {
    path == "/profile" || path.starts_with("/api/timeback/user/")
}

/// The layer that counts reads of profiles by the address they come from, before anything is looked up.
pub async fn by_address(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if is_profile(request.uri().path()) {
        let address = caller(request.extensions(), request.headers(), &state).address;
        let limits = state.identity.limits();
        if let Err(refusal) = limits.read_from(address, state.read_rate) {
            return too_many(&state, &request, refusal);
        }
    }
    next.run(request).await
}

/// The layer that counts them by the account whose session it is, and has the log tell of them. It stands behind the one
/// that knows the session.
pub async fn by_account(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let extensions = request.extensions();
    if is_profile(request.uri().path())
        && let (Some(user), Some(viewer)) = (extensions.get::<UserId>(), extensions.get::<Viewer>())
    {
        let limits = state.identity.limits();
        if let Err(refusal) = limits.read(user.as_str(), state.read_rate) {
            return too_many(&state, &request, refusal);
        }
        let caller = caller(extensions, request.headers(), &state);
        note(&state.identity, user, &viewer.session, &caller).await;
    }
    next.run(request).await
}

/// Has the log tell of a read. A page is shown even while nothing can be written.
pub async fn note(identity: &Identity, user: &UserId, session: &SessionId, caller: &Caller) {
    if let Err(error) = identity.note_profile_read(user, session, caller).await {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "a read of a profile could not be noted"
        );
    }
}

/// The answer in the words of whoever asked: a program or a person.
fn too_many(state: &AppState, request: &Request, refusal: Refusal) -> Response {
    let path = request.uri().path();
    let seconds = seconds(refusal);
    let retry = (header::RETRY_AFTER, HeaderValue::from(seconds));
    if path.starts_with("/api/") || !wants_page(request.headers()) {
        return ([retry], TimebackRefusal::RateLimited).into_response();
    }
    let headers: [(HeaderName, HeaderValue); 3] = [
        retry,
        (header::CONTENT_SECURITY_POLICY, PAGE_POLICY),
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
    ];
    (
        StatusCode::TOO_MANY_REQUESTS,
        headers,
        page(&state.assets.css, seconds),
    )
        .into_response()
}

/// Whole seconds until it may help to try again, at least one.
pub fn seconds(refusal: Refusal) -> u64 {
    let wait = refusal.retry_after().unwrap_or_default();
    wait.as_millis()
        .div_ceil(1000)
        .max(1)
        .try_into()
        .unwrap_or(u64::MAX)
}

fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT);
    accept.is_some_and(|accept| accept.to_str().is_ok_and(|line| line.contains("text/html")))
}

fn page(css: &str, seconds: u64) -> String {
    let wait = if seconds == 1 {
        "a second".to_owned()
    } else {
        format!("{seconds} seconds")
    };
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"/>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><meta name=\"color-scheme\" content=\"light dark\"/>\
         <title>One moment, please</title><link rel=\"stylesheet\" href=\"{css}\"/></head>\
         <body><main><h1>One moment, please</h1><p>Very many pages were asked for at once. Please wait {wait}, and then open this page again. \
         Nothing is lost.</p></main></body></html>"
    )
}
