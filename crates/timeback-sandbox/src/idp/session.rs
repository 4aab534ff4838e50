//! The provider's own session: whoever signed in with a browser is not asked again in it.

use axum::http::{HeaderMap, HeaderValue, header};
use jiff::SignedDuration;

use super::{Account, Idp};

const COOKIE: &str = "timeback_sandbox_idp";

/// Cognito's default.
const LIFETIME: SignedDuration = SignedDuration::from_hours(1);

impl Idp {
    /// Who signed in with the browser that sent these headers.
    pub(super) fn session(&self, headers: &HeaderMap) -> Option<Account> {
        self.sessions.find(find_cookie(headers)?, self.now())
    }

    /// Begins a session, and answers the cookie of it.
    pub(super) fn begin_session(&self, account: Account) -> HeaderValue {
        let (id, now) = (self.random_token(), self.now());
        let cookie = line(&id, LIFETIME.as_secs());
        self.sessions.insert(id, account, now + LIFETIME, now);
        cookie
    }

    /// Ends the session of the browser that sent these headers, and answers the cookie that says so.
    pub(super) fn end_session(&self, headers: &HeaderMap) -> HeaderValue {
        if let Some(id) = find_cookie(headers) {
            self.sessions.take(id, self.now());
        }
        line("", 0)
    }
}

fn find_cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).iter();
    let pairs = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    let (_, id) = pairs.into_iter().find(|(name, _)| *name == COOKIE)?;
    Some(id)
}

fn line(id: &str, max_age: i64) -> HeaderValue {
    let line = format!("{COOKIE}={id}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}");
    HeaderValue::try_from(line).expect("base64 is plain text")
}
