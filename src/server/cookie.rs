//! Cookies: the session cookie, the one that binds a sign-in in progress to its browser, and the account linking cookie.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};
use cookie::{Cookie, SameSite};

use identity::Token;

/// An `HttpOnly` cookie that holds a [`Token`].
#[derive(Debug, Clone, Copy)]
pub enum TokenCookie {
    /// The session.
    Session,
    /// A sign-in in progress, bound to the browser that began it.
    SignIn,
    /// An account linking that waits for its confirmation.
    Link,
    /// A sign-in or sign-up of several steps, by Clerk's Frontend API.
    Attempt,
}

impl TokenCookie {
    /// All token cookies.
    pub const ALL: [Self; 4] = [Self::Session, Self::SignIn, Self::Link, Self::Attempt];

    /// The cookie's name, with the prefix `__Host-` over https: no other host, and no page without https, can set it.
    // Browsers differ on whether they accept the prefix from http://localhost.
    pub fn name(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Self::Session, true) => "__Host-timeback_session",
            (Self::Session, false) => "timeback_session",
            (Self::SignIn, true) => "__Host-timeback_sign_in",
            (Self::SignIn, false) => "timeback_sign_in",
            (Self::Link, true) => "__Host-timeback_link",
            (Self::Link, false) => "timeback_link",
            (Self::Attempt, true) => "__Host-timeback_attempt",
            (Self::Attempt, false) => "timeback_attempt",
        }
    }

    /// Reads the token from a request's headers.
    pub fn read(self, headers: &HeaderMap, secure: bool) -> Option<Token> {
        Token::parse(find(headers, self.name(secure))?)
    }

    /// The `Set-Cookie` header that stores the token for `lifetime`.
    pub fn set(self, token: &Token, lifetime: Duration, secure: bool) -> HeaderValue {
        line(
            self.name(secure),
            token.expose(),
            lifetime.as_secs(),
            secure,
        )
    }

    /// The `Set-Cookie` header that deletes the token.
    pub fn clear(self, secure: bool) -> HeaderValue {
        line(self.name(secure), "", 0, secure)
    }
}

/// The value of the request's cookie `name`.
pub fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name)?
        .value_raw()
}

/// The `Set-Cookie` header of an `HttpOnly` cookie for every path. `value` is base64; `max_age` is in seconds.
pub fn line(name: &str, value: &str, max_age: u64, secure: bool) -> HeaderValue {
    line_for_path("/", name, value, max_age, secure)
}

/// The `Set-Cookie` header of an `HttpOnly` cookie that is sent only to `path` and the paths below it.
pub fn line_for_path(
    path: &str,
    name: &str,
    value: &str,
    max_age: u64,
    secure: bool,
) -> HeaderValue {
    let max_age = i64::try_from(max_age).unwrap_or(i64::MAX);
    let cookie = Cookie::build((name, value))
        .path(path)
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(cookie::time::Duration::seconds(max_age))
        .secure(secure);
    let mut header = HeaderValue::try_from(cookie.to_string()).expect("base64 is plain text");
    header.set_sensitive(true);
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_https_the_cookie_is_bound_to_its_host() {
        let cookie = TokenCookie::Session.clear(true);
        assert_eq!(
            cookie.to_str().unwrap(),
            "__Host-timeback_session=; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0"
        );
    }

    #[test]
    fn a_cookie_is_found_among_others_and_nonsense_is_none() {
        let token = "A".repeat(43);
        let headers = |line: &str| HeaderMap::from_iter([(header::COOKIE, line.parse().unwrap())]);
        let read = |line: &str| {
            TokenCookie::Session
                .read(&headers(line), false)
                .map(|token| token.expose().to_owned())
        };
        assert_eq!(
            read(&format!("a=b; timeback_session={token}; c=d")),
            Some(token)
        );
        assert_eq!(read("timeback_session=short"), None);
        assert_eq!(read("other=x"), None);
    }
}
