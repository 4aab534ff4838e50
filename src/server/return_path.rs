use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, Uri};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::cookie;

/// The pages that require a signed-in user.
const PAGES: [&str; 9] = [
    "/profile",
    "/history",
    "/students",
    "/account",
    "/account/security",
    "/account/data",
    "/account/confirm",
    "/account/enrol",
    "/examples",
];

/// The pages of a day, a course or a student: what follows is one segment.
const PAGES_OF_ONE: [&str; 3] = ["/history/", "/courses/", "/students/"];

/// Lifetime of the cookie: enough for a sign-in with a mailed code.
const LIFETIME: Duration = Duration::from_mins(30);

/// The longest path with its query.
const MAX_LENGTH: usize = 200;

/// The page that a visitor is redirected to after sign-in. Only this dashboard's own pages are allowed, so that it is
/// not an open redirect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnPath(String);

impl ReturnPath {
    /// Parses a path with an optional query of letters, digits and `=&_-.`.
    pub fn parse(path: &str) -> Option<Self> {
        let (page, query) = path.split_once('?').unwrap_or((path, ""));
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"=&_-.".contains(&byte);
        let of_one = PAGES_OF_ONE.iter().find_map(|of| page.strip_prefix(of));
        let is_page = PAGES.contains(&page)
            || of_one.is_some_and(|one| !one.is_empty() && one.bytes().all(is_plain));
        let is_own = is_page && query.bytes().all(is_plain) && path.len() <= MAX_LENGTH;
        is_own.then(|| Self(path.to_owned()))
    }

    /// The return path of the requested page, without its query when that has other characters.
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

    /// Reads the return path from a request's cookie.
    pub fn read(headers: &HeaderMap, secure: bool) -> Option<Self> {
        let kept = URL_SAFE_NO_PAD.decode(cookie::find(headers, name(secure))?);
        Self::parse(std::str::from_utf8(&kept.ok()?).ok()?)
    }

    /// The `Set-Cookie` header that stores the return path until the sign-in is complete.
    pub fn keep(&self, secure: bool) -> HeaderValue {
        let value = URL_SAFE_NO_PAD.encode(&self.0);
        cookie::line(name(secure), &value, LIFETIME.as_secs(), secure)
    }

    /// The `Set-Cookie` header that deletes the return path.
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
        for path in [
            "/account",
            "/account/confirm?to=password",
            "/examples",
            "/history?week=2026-11-23",
            "/history/2026-11-23",
            "/courses/course-math-5",
            "/students",
            "/students/maya-okafor",
        ] {
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
            "/courses/",
            "/courses/a/b",
            "/courses//evil",
            "/students/",
            "/students/a/b",
            "/history/%2e%2e",
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
        let long = format!("/account?{}", "a".repeat(MAX_LENGTH));
        assert_eq!(ReturnPath::parse(&long), None);
    }
}
