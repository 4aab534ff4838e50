//! The cookie that carries a [`Flash`] to the next page.

use axum::http::{HeaderMap, HeaderValue};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::Flash;
use crate::server::cookie;

/// Long enough to fetch a code from one's mail on the way.
const KEPT_SECONDS: u64 = 600;

/// The most characters of a field that are kept: a cookie holds 4 KB.
const LONGEST: usize = 300;

fn name(secure: bool) -> &'static str {
    if secure {
        "__Host-timeback_notice"
    } else {
        "timeback_notice"
    }
}

/// The notice a browser brought.
pub fn read(headers: &HeaderMap, secure: bool) -> Option<Flash> {
    let bytes = URL_SAFE_NO_PAD.decode(cookie::find(headers, name(secure))?);
    serde_json::from_slice(&bytes.ok()?).ok()
}

/// Hands the notice to the browser, for the next page.
pub fn set(mut flash: Flash, secure: bool) -> HeaderValue {
    for typed in flash.typed.values_mut() {
        *typed = typed.chars().take(LONGEST).collect();
    }
    let json = serde_json::to_vec(&flash).unwrap_or_default();
    cookie::line(
        name(secure),
        &URL_SAFE_NO_PAD.encode(json),
        KEPT_SECONDS,
        secure,
    )
}

/// Takes the notice from the browser.
pub fn clear(secure: bool) -> HeaderValue {
    cookie::line(name(secure), "", 0, secure)
}
