use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    Aal, AuthContext, AuthMethod, SessionActivity, User, UserId, model::auth_policy::PROOF_LIFETIME,
};

/// The idle timeout of a browser session: a school day, so that a shared laptop is signed out overnight.
pub const IDLE_LIFETIME: Duration = Duration::from_hours(12);

/// The absolute lifetime of a browser session, however much it is used.
pub const ABSOLUTE_LIFETIME: Duration = Duration::from_hours(7 * 24);

/// The identifier of a session. It is not a secret, and grants no access.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SessionId(pub(crate) String);

impl SessionId {
    /// Parses an identifier. Returns `None` when it is malformed.
    pub fn parse(presented: &str) -> Option<Self> {
        let id = uuid::Uuid::parse_str(presented).ok()?;
        Some(Self(id.to_string()))
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An active browser session, with its user.
#[derive(Debug, Clone)]
pub struct ActiveSession {
    /// The session.
    pub id: SessionId,
    /// The user.
    pub user: User,
    /// The session's authenticator assurance level.
    pub aal: Aal,
    /// The authentication methods of the session, newest first.
    pub amr: Vec<SignInMethod>,
}

impl ActiveSession {
    /// The authenticated user and session of its requests.
    pub fn auth_context(&self) -> AuthContext {
        AuthContext {
            user: self.user.id.clone(),
            session: self.id.clone(),
            aal: self.aal,
            amr: self.amr.clone(),
        }
    }
}

/// A session in the list of its user's sessions.
#[derive(Debug, Clone)]
pub struct OwnSession {
    /// The session.
    pub id: SessionId,
    /// Whether it is the current session.
    pub is_current: bool,
    /// The last `User-Agent`.
    pub user_agent: Option<String>,
    /// The last network address.
    pub address: Option<String>,
    /// From where it was last used.
    pub latest_activity: Option<SessionActivity>,
    /// When it was last used.
    pub last_active_at: Timestamp,
    /// When it began.
    pub created_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

/// Why a session was ended, other than by expiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndReason {
    /// The user signed out.
    SignedOut,
    /// The browser signed in again.
    Replaced,
    /// The user's password was changed.
    PasswordChanged,
    /// A refresh token was reused, perhaps by a thief.
    TokenReused,
    /// The user added a second factor, which this session had not shown.
    SecondFactor,
    /// An administrator banned the user.
    Banned,
    /// An administrator revoked the session.
    Revoked,
    /// The user entered too many wrong proofs in a row.
    ProofsFailed,
    /// The account was deleted.
    Deleted,
}

impl EndReason {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Replaced => "replaced",
            Self::PasswordChanged => "password_changed",
            Self::TokenReused => "token_reused",
            Self::SecondFactor => "second_factor",
            Self::Banned => "banned",
            Self::Revoked => "revoked",
            Self::ProofsFailed => "proofs_failed",
            Self::Deleted => "deleted",
        }
    }
}

/// A session that ended, other than by expiry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndedSession {
    /// The session.
    pub id: SessionId,
    /// Its user.
    pub user: UserId,
    /// Why it ended.
    pub reason: EndReason,
}

/// An authentication method of a session, as in the claim `amr`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInMethod {
    /// The method.
    pub method: AuthMethod,
    /// The time of the authentication, in seconds since 1970.
    pub timestamp: i64,
}

impl SignInMethod {
    /// Whether it counts as a recent proof of identity at `now`, in seconds since 1970.
    pub(crate) fn is_recent(&self, now: i64) -> bool {
        let age = now.saturating_sub(self.timestamp);
        u64::try_from(age).map_or(true, |age| age < PROOF_LIFETIME.as_secs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_recent_for_five_minutes() {
        let proof = SignInMethod {
            method: AuthMethod::Password,
            timestamp: 1_000,
        };
        for (now, is_recent) in [(999, true), (1_000, true), (1_299, true), (1_300, false)] {
            assert_eq!(proof.is_recent(now), is_recent, "{now}");
        }
    }
}
