use display_error_chain::DisplayErrorChain;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{Aal, AuthContext, Email, Error, Identity, Token, User, UserId, env::micros};
use database::Connection;

/// The idle timeout of a browser session: a school day, so that a shared laptop is signed out overnight.
pub const IDLE_LIFETIME: Duration = Duration::from_hours(12);

/// The absolute lifetime of a browser session, however much it is used.
pub const ABSOLUTE_LIFETIME: Duration = Duration::from_hours(7 * 24);

/// The resolution of a session's last activity, so that reading a page does not cost a write.
const ACTIVITY_RESOLUTION: Duration = Duration::from_mins(1);

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

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    user_id: String,
    email: String,
    first_name: String,
    last_name: String,
    external_id: Option<String>,
    #[sqlx(try_from = "String")]
    aal: Aal,
    amr: String,
    last_active_at: i64,
}

impl Identity {
    /// Finds the active session of this token: not ended, neither idle nor expired, of a user who is neither banned nor
    /// deleted, and who has shown their second factor in it, if they have one. Extends its idle timeout.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn find_session(&self, token: &Token) -> Result<Option<ActiveSession>, Error> {
        let now = self.env.now();
        let row: Option<Row> = sqlx::query_as(
            "SELECT sessions.id, sessions.user_id, identities.email, users.first_name, users.last_name, users.external_id, sessions.aal, sessions.amr, sessions.last_active_at \
             FROM sessions JOIN users ON users.id = sessions.user_id JOIN identities ON identities.id = sessions.identity_id \
             WHERE sessions.token_hash = $1 AND sessions.ended_at IS NULL AND sessions.abandon_at > $2 AND sessions.expire_at > $2 \
             AND users.deleted_at IS NULL AND (users.banned_until IS NULL OR users.banned_until <= $2) \
             AND (sessions.aal = 'aal2' OR NOT EXISTS (SELECT 1 FROM factors WHERE factors.user_id = users.id AND factors.verified_at IS NOT NULL))",
        )
        .bind(token.hash())
        .bind(now)
        .fetch_optional(self.database.pool())
        .await?;
        let Some(row) = row else { return Ok(None) };
        if now - row.last_active_at >= micros(ACTIVITY_RESOLUTION) {
            // Who may read goes on reading while nothing can be written.
            if let Err(error) = self.keep_active(&row.id, now).await {
                tracing::warn!(
                    error = %DisplayErrorChain::new(&error),
                    "the last activity of a session could not be noted"
                );
            }
        }
        Ok(row.into_session())
    }

    /// Whether this session is active. It does not extend the session.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn is_active(&self, session: &SessionId) -> Result<bool, Error> {
        let active: Option<(i64,)> = sqlx::query_as(
            "SELECT expire_at FROM sessions WHERE id = $1 AND ended_at IS NULL AND abandon_at > $2 AND expire_at > $2",
        )
        .bind(&session.0)
        .bind(self.env.now())
        .fetch_optional(self.database.pool())
        .await?;
        Ok(active.is_some())
    }

    async fn keep_active(&self, id: &str, now: i64) -> Result<(), Error> {
        sqlx::query("UPDATE sessions SET last_active_at = $1, abandon_at = $2 WHERE id = $3 AND ended_at IS NULL")
            .bind(now)
            .bind(now + micros(IDLE_LIFETIME))
            .bind(id)
            .execute(self.database.pool())
            .await?;
        Ok(())
    }
}

pub(crate) async fn end_by_token(
    connection: &mut Connection,
    token: &Token,
    reason: EndReason,
    now: i64,
) -> Result<Option<SessionId>, Error> {
    let ended: Option<(String,)> =
        sqlx::query_as("UPDATE sessions SET ended_at = $1, end_reason = $2 WHERE token_hash = $3 AND ended_at IS NULL RETURNING id")
            .bind(now)
            .bind(reason.as_str())
            .bind(token.hash())
            .fetch_optional(connection)
            .await?;
    Ok(ended.map(|(id,)| SessionId(id)))
}

impl Row {
    /// Returns `None` for a row that cannot be decoded: it was not written by us, and signs nobody in.
    fn into_session(self) -> Option<ActiveSession> {
        let name = format!("{} {}", self.first_name, self.last_name)
            .trim()
            .to_owned();
        Some(ActiveSession {
            id: SessionId(self.id),
            user: User {
                id: UserId(self.user_id),
                email: Email::stored(&self.email),
                timeback_id: self.external_id,
                name: (!name.is_empty()).then_some(name),
            },
            aal: self.aal,
            amr: serde_json::from_str(&self.amr).ok()?,
        })
    }
}
