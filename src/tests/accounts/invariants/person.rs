use identity::{Aal, SessionId, Token, UserId};
use secrecy::SecretString;

use super::super::authenticator::Authenticator;

/// A user.
pub struct Person {
    pub id: UserId,
    pub sessions: Vec<Session>,
    pub app: Option<App>,
    /// The last code that was mailed to an address of theirs, and used.
    pub used_code: Option<(String, String)>,
    /// Whether they have had a verified address: from then on they always have one, and can sign in.
    pub is_confirmed: bool,
}

impl Person {
    pub fn new(id: UserId, is_confirmed: bool) -> Self {
        Self {
            id,
            sessions: Vec::new(),
            app: None,
            used_code: None,
            is_confirmed,
        }
    }
}

/// A session that is active, as far as the sequence knows.
#[derive(Clone)]
pub struct Session {
    pub id: SessionId,
    pub aal: Aal,
    pub bearer: Bearer,
}

/// What a client shows of its session.
#[derive(Clone)]
pub enum Bearer {
    /// Nothing: an administrator began the session.
    Nothing,
    AccessToken(SecretString),
    Browser(Token),
}

impl Bearer {
    pub fn is_browser(&self) -> bool {
        matches!(self, Self::Browser(_))
    }
}

/// An authenticator app with a code.
pub struct App {
    pub factor: String,
    pub codes: Authenticator,
    /// The last code that it showed, and that was accepted.
    pub used: Option<String>,
}
