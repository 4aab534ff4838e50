use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, Uri};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::cookie;

/// The pages that only somebody who is signed in may see.
const PAGES: [&str; 5] = [
    "/profile",
    "/account",
    "/account/confirm",
    "/account/enrol",
    "/examples",
];

/// As long as signing in may take, with a mailed code.
const KEPT: Duration = Duration::from_mins(30);

/// No address of these pages is longer.
const LONGEST: usize = 200;

/// One of our own pages, to which a visitor is led back once they are signed in. Whatever else an address may be, such as
/// one of another host, there is no `ReturnPath` for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnPath(String);

impl ReturnPath {
    /// The page at this path, which may have a plain query: letters, digits and `=&_-.` only.
    pub fn parse(path: &str) -> Option<Self> {
        let (page, query) = path.split_once('?').unwrap_or((path, ""));
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"=&_-.".contains(&byte);
        let is_own = PAGES.contains(&page) && query.bytes().all(is_plain) && path.len() <= LONGEST;
        is_own.then(|| Self(path.to_owned()))
    }

    /// The page that was asked for; without its query where that is not plain.
    pub fn of(uri: &Uri) -> Option<Self> {
        let whole = uri
            .path_and_query()
            .map_or(uri.path(), |path| path.as_str());
        Self::parse(whole).or_else(|| Self::parse(uri.path()))
    }

    /// Path and query.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The page that the browser was sent away from, if it is kept.
    pub fn read(headers: &HeaderMap, secure: bool) -> Option<Self> {
        let kept = URL_SAFE_NO_PAD.decode(cookie::find(headers, name(secure))?);
        Self::parse(std::str::from_utf8(&kept.ok()?).ok()?)
    }

    /// Keeps the page in the browser until somebody has signed in.
    pub fn keep(&self, secure: bool) -> HeaderValue {
        let value = URL_SAFE_NO_PAD.encode(&self.0);
        cookie::line(name(secure), &value, KEPT.as_secs(), secure)
    }

    /// Forgets whichever page is kept.
    pub fn clear(secure: bool) -> HeaderValue {
        cookie::line(name(secure), "", 0, secure)
    }
}

fn name(secure: bool) -> &'static str {
    if secure {
        "__Host-timeback_return"
    } else {
        "timeback_return"
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;

    #[test]
    fn an_own_page_is_led_back_to_with_its_plain_query() {
        for path in ["/account", "/account/confirm?to=password", "/examples"] {
            let page = ReturnPath::parse(path).unwrap();
            let cookie = page.keep(false);
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let headers = HeaderMap::from_iter([(header::COOKIE, pair.parse().unwrap())]);
            assert_eq!(ReturnPath::read(&headers, false), Some(page));
        }
        let odd = Uri::from_static("/account?__err=%0d%0a");
        assert_eq!(ReturnPath::of(&odd), ReturnPath::parse("/account"));
    }

    #[test]
    fn whatever_else_an_address_may_be_is_refused() {
        for path in [
            "",
            "/",
            "account",
            "//evil",
            "//evil/account",
            "///account",
            "/\\evil",
            "\\\\evil",
            "/account\\..",
            "/account/../evil",
            "/account%0d%0aset-cookie:a=b",
            "/account\r\nset-cookie: a=b",
            "/account?to=%0d%0a",
            "/account?to=//evil",
            "/account#//evil",
            "/account@evil",
            "/%2f%2fevil",
            "https://evil/account",
            "HTTPS:/account",
            "javascript:alert(1)",
            "data:text/html,account",
            " /account",
            "/account ",
            "/account/",
            "/ACCOUNT",
            "/account\u{200b}",
            "/api/timeback/identity/signout",
        ] {
            assert_eq!(ReturnPath::parse(path), None, "{path:?}");
        }
        let long = format!("/account?{}", "a".repeat(LONGEST));
        assert_eq!(ReturnPath::parse(&long), None);
    }
}
