//! What every answer says to the browser, and what every request is held to.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use leptos::nonce::Nonce;
use leptos_axum::ResponseOptions;

use super::{AppState, cookie::TokenCookie};

/// For whatever is no page: it loads nothing and stands in nobody's frame.
const NOTHING: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'");

const FIXED: [(HeaderName, HeaderValue); 6] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
        ),
    ),
];

/// Lets a page load what it needs from here, and run the scripts that carry this nonce. While `cargo leptos watch`
/// rebuilds, the page also hears from it.
pub fn allow_own_scripts(response: &ResponseOptions, nonce: &Nonce, is_watched: bool) {
    let watcher = if is_watched { " ws:" } else { "" };
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; \
         img-src 'self' data:; connect-src 'self'{watcher}; form-action 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    );
    if let Ok(policy) = HeaderValue::try_from(policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// Adds the headers that every answer has, where the answer does not say otherwise.
/// `is_secure` where browsers find us by https.
pub fn add_headers<B>(is_secure: bool, mut response: Response<B>) -> Response<B> {
    let headers = response.headers_mut();
    headers.reserve(FIXED.len() + 3);
    for (name, value) in FIXED {
        headers.insert(name, value);
    }
    if is_secure {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(NOTHING);
    // Whatever is not an asset may be about somebody: nobody keeps it.
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("private, no-store"));
    response
}

/// Refuses a request that would change something, in somebody's name, and does not say where it comes from. Every
/// browser that sends our cookie says so; the layer beneath refuses what says that it comes from elsewhere.
pub async fn require_provenance(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let is_safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let says_where = headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN);
    if !is_safe
        && !says_where
        && TokenCookie::Session
            .read(headers, state.origin.is_secure())
            .is_some()
    {
        return (
            StatusCode::FORBIDDEN,
            "This request does not say which page it comes from.\n",
        )
            .into_response();
    }
    next.run(request).await
}

/// What a request that panicked is answered; the panic itself is in the log.
pub fn after_panic(panic: Box<dyn std::any::Any + Send>) -> Response<Body> {
    let what = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(panic = what.unwrap_or("unknown"), "a request panicked");
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        "Something went wrong on our side. Please try again.\n",
    )
        .into_response()
}
