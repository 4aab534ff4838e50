//! The cookies: the session's, the one that binds a sign-in under way to its browser, and the one of a confirmation.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};

use identity::Token;

/// A cookie that holds a [`Token`] and is no business of scripts.
#[derive(Debug, Clone, Copy)]
pub enum TokenCookie {
    /// Who is signed in.
    Session,
    /// Which browser began a sign-in.
    SignIn,
    /// Who may confirm that an account is theirs.
    Link,
}

impl TokenCookie {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Session, Self::SignIn, Self::Link];

    /// The name. Over https it begins with `__Host-`: no other host, and no page without https, can set it. Browsers
    /// differ on whether plain http on this machine counts, so there the name has no prefix.
    pub fn name(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Self::Session, true) => "__Host-timeback_session",
            (Self::Session, false) => "timeback_session",
            (Self::SignIn, true) => "__Host-timeback_sign_in",
            (Self::SignIn, false) => "timeback_sign_in",
            (Self::Link, true) => "__Host-timeback_link",
            (Self::Link, false) => "timeback_link",
        }
    }

    /// The token a browser brought.
    pub fn read(self, headers: &HeaderMap, secure: bool) -> Option<Token> {
        Token::parse(find(headers, self.name(secure))?)
    }

    /// Hands the token to the browser for `lifetime`.
    pub fn set(self, token: &Token, lifetime: Duration, secure: bool) -> HeaderValue {
        self.header(token.expose(), lifetime.as_secs(), secure)
    }

    /// Takes the token from the browser.
    pub fn clear(self, secure: bool) -> HeaderValue {
        self.header("", 0, secure)
    }

    fn header(self, value: &str, max_age: u64, secure: bool) -> HeaderValue {
        line(self.name(secure), value, max_age, secure)
    }
}

/// What a browser brought under this name.
pub fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'));
    let (_, value) = pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)?;
    Some(value)
}

/// The line that hands a browser a cookie which is no business of scripts. `value` is base64.
pub fn line(name: &str, value: &str, max_age: u64, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    let cookie =
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{secure}");
    let mut cookie = HeaderValue::try_from(cookie).expect("base64 is plain text");
    cookie.set_sensitive(true);
    cookie
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_https_the_cookie_is_bound_to_its_host() {
        let cookie = TokenCookie::Session.clear(true);
        assert_eq!(
            cookie.to_str().unwrap(),
            "__Host-timeback_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure"
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
