use std::time::Duration;

use messages::Language;

use crate::{Email, SessionId, TimeZoneName, Token};

/// The identifier of a user: a UUID of our own, not Timeback's and not the provider's.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UserId(pub(crate) String);

impl UserId {
    /// Parses an identifier. Returns `None` when it is malformed.
    pub fn parse(presented: &str) -> Option<Self> {
        let id = uuid::Uuid::parse_str(presented).ok()?;
        Some(Self(id.to_string()))
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key of the user's advisory lock.
    pub(crate) fn lock_key(&self) -> String {
        format!("user {}", self.0)
    }
}

/// A user, as the rest of the dashboard knows them.
#[derive(Debug, Clone)]
pub struct User {
    /// The user's identifier.
    pub id: UserId,
    /// The address the provider vouched for at the last sign-in.
    pub email: Email,
    /// First and last name, if the provider gave them.
    pub name: Option<String>,
    /// The identifier of the Timeback user, once it is known.
    pub timeback_id: Option<String>,
    /// The time zone in which the user's days are counted; `None` is the school's.
    pub time_zone: Option<TimeZoneName>,
    /// The language that the user has chosen, or that a program has set as their locale; `None` is the request's.
    pub language: Option<Language>,
}

/// A successful sign-in in a browser.
#[derive(Debug)]
pub struct SignedIn {
    /// The new session.
    pub session: SessionId,
    /// The session token, shown to the browser once.
    pub token: Token,
    /// The lifetime of the session cookie.
    pub lifetime: Duration,
    /// What the user has to do next.
    pub next: NextStep,
}

/// The step after a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// Nothing.
    Nothing,
    /// Show the second factor; until then the session is pending.
    SecondFactor,
    /// Set a new password, after a recovery code.
    NewPassword,
}
