//! The security headers of every response.

use std::sync::Arc;

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::Response,
};
use leptos::nonce::Nonce;
use leptos_axum::ResponseOptions;

/// The policy of responses that are no page: they load nothing and cannot be framed.
const DEFAULT_POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'");

/// The CSP sources of apps on the loopback interface.
pub const LOOPBACK: &str = "http://localhost:* http://127.0.0.1:*";

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
/// rebuilds, the page also hears from it. Where else than here its forms may lead on to, a browser must be told: it holds
/// redirects to the page's policy, too.
pub fn allow_own_scripts<'a>(
    response: &ResponseOptions,
    nonce: &Nonce,
    is_watched: bool,
    form_targets: impl Iterator<Item = &'a str>,
) {
    let watcher = if is_watched { " ws:" } else { "" };
    let targets = form_targets.fold(String::new(), |targets, target| targets + " " + target);
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; \
         img-src 'self' data:; connect-src 'self'{watcher}; form-action 'self'{targets}; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    );
    if let Ok(policy) = HeaderValue::try_from(policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// Adds the headers of every response, where the response does not set them itself.
/// `is_secure` is whether browsers use https.
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
        .or_insert(DEFAULT_POLICY);
    // Everything but an asset may be about a user: it is not cached.
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("private, no-store"));
    response
}

/// The headers of a response that is no page, as lines of HTTP.
pub fn lines(is_secure: bool) -> Arc<str> {
    let answer = add_headers(is_secure, Response::new(()));
    let mut lines = String::new();
    for (name, value) in answer.headers() {
        // Each of them is text of our own.
        let value = value.to_str().unwrap_or_default();
        lines.extend([name.as_str(), ": ", value, "\r\n"]);
    }
    lines.into()
}
