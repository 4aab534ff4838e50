//! The identity provider's own session (SSO): a browser that is signed in is not asked for a password again.

use axum::http::{HeaderMap, HeaderValue, header};
use cookie::{Cookie, SameSite};
use jiff::SignedDuration;

use super::{Account, Idp};

const COOKIE: &str = "timeback_sandbox_idp";

/// The session's lifetime, as Cognito's default is.
const LIFETIME: SignedDuration = SignedDuration::from_hours(1);

impl Idp {
    /// The account of the browser that sent these headers.
    pub(super) fn session(&self, headers: &HeaderMap) -> Option<Account> {
        self.sessions.find(find_cookie(headers)?, self.now())
    }

    /// Starts a session and returns its `Set-Cookie` header.
    pub(super) fn begin_session(&self, account: Account) -> HeaderValue {
        let (id, now) = (self.random_token(), self.now());
        let cookie = set_cookie(&id, LIFETIME.as_secs());
        self.sessions.insert(id, account, now + LIFETIME, now);
        cookie
    }

    /// Ends the session of the browser that sent these headers and returns the `Set-Cookie` header that deletes its cookie.
    pub(super) fn end_session(&self, headers: &HeaderMap) -> HeaderValue {
        if let Some(id) = find_cookie(headers) {
            self.sessions.take(id, self.now());
        }
        set_cookie("", 0)
    }
}

fn find_cookie(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == COOKIE)?
        .value_raw()
}

fn set_cookie(id: &str, max_age: i64) -> HeaderValue {
    let cookie = Cookie::build((COOKIE, id))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(cookie::time::Duration::seconds(max_age));
    HeaderValue::try_from(cookie.to_string()).expect("base64 is plain text")
}
