use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// As long as a mailed code may be waited for.
const KEPT: Duration = Duration::from_mins(30);

/// Longer than any address: what is longer was none.
const LONGEST: usize = 320;

/// The cookie that keeps the address somebody typed into a form of the way in, for the page that follows: in an address
/// bar it would stay in the browser's history. It proves nothing, and goes at sign-in and sign-out.
pub struct TypedEmail;

impl TypedEmail {
    fn name(secure: bool) -> &'static str {
        if secure {
            "__Host-timeback_typed_email"
        } else {
            "timeback_typed_email"
        }
    }

    /// What was typed, if it is kept.
    pub fn read(headers: &HeaderMap, secure: bool) -> Option<String> {
        let lines = headers.get_all(header::COOKIE).iter();
        let pairs = lines
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        let (_, value) = pairs
            .into_iter()
            .find(|(key, _)| *key == Self::name(secure))?;
        let typed = String::from_utf8(URL_SAFE_NO_PAD.decode(value).ok()?).ok()?;
        (typed.len() <= LONGEST).then_some(typed)
    }

    /// Keeps what was typed for as long as the forms take.
    pub fn keep(typed: &str, secure: bool) -> HeaderValue {
        let kept = if typed.len() <= LONGEST { typed } else { "" };
        Self::header(&URL_SAFE_NO_PAD.encode(kept), KEPT.as_secs(), secure)
    }

    /// Forgets it.
    pub fn clear(secure: bool) -> HeaderValue {
        Self::header("", 0, secure)
    }

    fn header(value: &str, max_age: u64, secure: bool) -> HeaderValue {
        let (name, secure) = (Self::name(secure), if secure { "; Secure" } else { "" });
        let cookie =
            format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{secure}");
        let mut cookie = HeaderValue::try_from(cookie).expect("the value is base64");
        cookie.set_sensitive(true);
        cookie
    }
}

#[cfg(test)]
mod tests {
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
                .starts_with("__Host-timeback_typed_email=; Path=/;")
        );
        assert_eq!(
            TypedEmail::read(&headers("timeback_typed_email=%%"), false),
            None
        );
    }
}
