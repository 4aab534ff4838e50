use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::cookie;

/// Lifetime of the cookie: enough to wait for a mailed code.
const LIFETIME: Duration = Duration::from_mins(30);

/// Maximum length of the stored address.
const MAX_LENGTH: usize = 320;

/// The cookie that carries the address from one sign-in form to the next, to fill its field. It proves nothing, and is
/// deleted at sign-in and sign-out.
// In the URL, it would stay in the browser's history.
pub struct TypedEmail;

impl TypedEmail {
    fn name(secure: bool) -> &'static str {
        if secure {
            "__Host-timeback_typed_email"
        } else {
            "timeback_typed_email"
        }
    }

    /// Reads the address from a request's cookie.
    pub fn read(headers: &HeaderMap, secure: bool) -> Option<String> {
        let value = cookie::find(headers, Self::name(secure))?;
        let typed = String::from_utf8(URL_SAFE_NO_PAD.decode(value).ok()?).ok()?;
        (typed.len() <= MAX_LENGTH).then_some(typed)
    }

    /// The `Set-Cookie` header that stores the address.
    pub fn keep(typed: &str, secure: bool) -> HeaderValue {
        let kept = if typed.len() <= MAX_LENGTH { typed } else { "" };
        let value = URL_SAFE_NO_PAD.encode(kept);
        cookie::line(Self::name(secure), &value, LIFETIME.as_secs(), secure)
    }

    /// The `Set-Cookie` header that deletes the address.
    pub fn clear(secure: bool) -> HeaderValue {
        cookie::line(Self::name(secure), "", 0, secure)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;

    fn headers(line: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, line.parse().unwrap())])
    }

    #[test]
    fn what_was_typed_comes_back_whatever_it_was() {
        for typed in [
            "maya@example.com",
            "",
            "no; address=\"\n",
            "ümlaut@example.com",
        ] {
            let cookie = TypedEmail::keep(typed, false);
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let read = TypedEmail::read(&headers(&format!("a=b; {pair}")), false);
            assert_eq!(read.as_deref(), Some(typed));
        }
    }

    #[test]
    fn what_cannot_have_been_typed_is_not_kept_or_read() {
        let cookie = TypedEmail::keep(&"x".repeat(10_000), true);
        assert!(
            cookie
                .to_str()
                .unwrap()
                .starts_with("__Host-timeback_typed_email=; HttpOnly;")
        );
        assert_eq!(
            TypedEmail::read(&headers("timeback_typed_email=%%"), false),
            None
        );
    }
}
