use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{Aal, AuthContext, User};

/// The idle timeout of a browser session: a school day, so that a shared laptop is signed out overnight.
pub const IDLE_LIFETIME: Duration = Duration::from_hours(12);

/// The absolute lifetime of a browser session, however much it is used.
pub const ABSOLUTE_LIFETIME: Duration = Duration::from_hours(7 * 24);

/// The identifier of a session. It is not a secret, and grants no access.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SessionId(pub(crate) String);

impl SessionId {
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
            Self::ProofsFailed => "proofs_failed",
            Self::Deleted => "deleted",
        }
    }
}

/// An authentication method of a session, as in the claim `amr`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInMethod {
    /// The method: `password`, `otp`, `oauth`, `totp`, `recovery` …
    pub method: String,
    /// The time of the authentication, in seconds since 1970.
    pub timestamp: i64,
}
