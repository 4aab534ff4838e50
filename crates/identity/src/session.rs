use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Aal, AuthContext, Email, Error, Identity, Token, User, UserId, env::micros};
use database::Connection;

/// A session ends when nobody used it for this long: a school day, so that a shared laptop forgets overnight.
pub const IDLE_LIFETIME: Duration = Duration::from_hours(12);

/// A session ends this long after sign-in, however much it is used.
pub const ABSOLUTE_LIFETIME: Duration = Duration::from_hours(7 * 24);

/// "Last active" is written at most this often, so that reading a page does not cost a write.
const ACTIVITY_RESOLUTION: Duration = Duration::from_mins(1);

/// The identifier of a session. Not a secret: knowing it opens nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SessionId(pub(super) String);

impl SessionId {
    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A session that holds now, and whose it is.
#[derive(Debug, Clone)]
pub struct ActiveSession {
    /// The session.
    pub id: SessionId,
    /// Who is signed in.
    pub user: User,
    /// The session's authenticator assurance level.
    pub aal: Aal,
    /// How they proved who they are, newest first.
    pub amr: Vec<SignInMethod>,
}

impl ActiveSession {
    /// What a request in this session may act on.
    pub fn auth_context(&self) -> AuthContext {
        AuthContext {
            user: self.user.id.clone(),
            session: self.id.clone(),
            aal: self.aal,
            amr: self.amr.clone(),
        }
    }
}

/// Why a session ended before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndReason {
    /// The user signed out.
    SignedOut,
    /// The same browser signed in anew.
    Replaced,
    /// The user has a new password.
    PasswordChanged,
    /// A refresh token that was used before was used again: somebody else may have it.
    TokenReused,
    /// The user has a second factor, and this session never showed it.
    SecondFactor,
    /// An administrator banned the user.
    Banned,
    /// Its user failed to prove that it is they, too often in a row.
    ProofsFailed,
    /// The account is deleted.
    Deleted,
}

impl EndReason {
    pub(super) fn as_str(self) -> &'static str {
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

/// How a user proved who they are, in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInMethod {
    /// `password`, `otp`, `oauth`, `totp`, `recovery` …
    pub method: String,
    /// When, in seconds since 1970.
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
    /// The session this token opens, if it is active: known, not ended, neither idle nor absolute time run out, of a user
    /// who is neither banned nor deleted, and who has shown their second factor in it, if they have one.
    ///
    /// # Errors
    /// The store's.
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
                    error = &error as &dyn std::error::Error,
                    "the last activity of a session could not be noted"
                );
            }
        }
        Ok(row.into_session())
    }

    /// Whether this session holds now. Looking does not keep it alive.
    ///
    /// # Errors
    /// The store's.
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

pub(super) async fn end_by_token(
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
    /// `None` for what cannot be read: such a row was never written by us, and nobody is signed in by it.
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
