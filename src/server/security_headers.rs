//! The security headers of every response.

use std::sync::Arc;

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::Response,
};
use leptos::nonce::Nonce;
use leptos_axum::ResponseOptions;

/// Content security policy of responses other than pages: they load nothing and cannot be framed.
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

/// Content security policy of a page: it loads this site's assets and runs the scripts with this nonce. Under `cargo
/// leptos watch` it may also connect to the reload socket. Other origins that its forms redirect to must be listed,
/// because browsers apply the policy to redirects as well.
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
         img-src 'self' data:; connect-src 'self'{watcher}; form-action 'self'{targets}; manifest-src 'self'; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    );
    if let Ok(policy) = HeaderValue::try_from(policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// Sets the content security policy of the service worker's script, which requests what its pages do.
pub async fn allow_own_requests(mut response: Response) -> Response {
    const POLICY: HeaderValue = HeaderValue::from_static(
        "default-src 'none'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    const ASK_FIRST: HeaderValue = HeaderValue::from_static("no-cache");
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(header::CACHE_CONTROL, ASK_FIRST);
    response
}

/// Adds the security headers that the response does not set itself. `is_secure`: whether browsers use HTTPS.
pub fn add_headers<B>(is_secure: bool, mut response: Response<B>) -> Response<B> {
    let headers = response.headers_mut();
    headers.reserve(FIXED.len() + 3);
    for (name, value) in FIXED {
        headers.entry(name).or_insert(value);
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
    // Everything but assets may contain personal data, so it is not cached.
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("private, no-store"));
    response
}

/// The security headers of a response other than a page, as HTTP header lines.
pub fn lines(is_secure: bool) -> Arc<str> {
    let answer = add_headers(is_secure, Response::new(()));
    let mut lines = String::new();
    for (name, value) in answer.headers() {
        // All of these values are valid text.
        let value = value.to_str().unwrap_or_default();
        lines.extend([name.as_str(), ": ", value, "\r\n"]);
    }
    lines.into()
}
