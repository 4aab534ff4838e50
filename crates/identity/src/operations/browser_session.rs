use std::time::Duration;

use crate::{
    ClientInfo, EndReason, Error, NextStep, SessionId, SignInMethod, SignedIn, Token, UserId,
    env::{instant, micros},
    model::session::{self, ABSOLUTE_LIFETIME, IDLE_LIFETIME},
    operations::api_session::amr_text,
    unit_of_work::UnitOfWork,
};

/// The time to show a second factor after the first one.
const PENDING_LIFETIME: Duration = Duration::from_mins(10);

/// A browser session to begin.
pub(crate) struct Beginning<'a> {
    pub user: &'a UserId,
    /// The identity that signed in; its address is the user's in this session.
    pub identity: &'a str,
    /// The authentication method.
    pub method: &'a str,
    /// The token of the browser's previous session, which ends.
    pub previous: Option<&'a Token>,
}

impl UnitOfWork<'_> {
    /// Begins a browser session under a new token. When the user has a second factor the session is pending until it is
    /// shown, and expires soon.
    pub async fn begin_session(
        &mut self,
        beginning: Beginning<'_>,
        client: &ClientInfo,
    ) -> Result<SignedIn, Error> {
        let (now, env) = (self.now, &self.identity.env);
        let (id, token) = (env.id(), env.token());
        let replaced = match beginning.previous {
            Some(previous) => {
                session::end_by_token(self.connection(), previous, EndReason::Replaced, now).await?
            }
            None => None,
        };
        let is_pending = self.has_verified_factor(beginning.user).await?;
        let lifetime = if is_pending {
            PENDING_LIFETIME
        } else {
            ABSOLUTE_LIFETIME
        };
        sqlx::query(
            "INSERT INTO sessions (id, user_id, identity_id, token_hash, amr, address, user_agent, last_active_at, abandon_at, expire_at, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $8)",
        )
        .bind(&id)
        .bind(&beginning.user.0)
        .bind(beginning.identity)
        .bind(token.hash())
        .bind(amr_text(&[shown(beginning.method, now)]))
        .bind(client.address())
        .bind(client.user_agent())
        .bind(now)
        .bind(now + micros(IDLE_LIFETIME))
        .bind(now + micros(lifetime))
        .execute(self.connection())
        .await?;
        Ok(SignedIn {
            session: SessionId(id),
            token,
            lifetime,
            replaced,
            next: next_step(is_pending, beginning.method),
        })
    }

    /// The identity of the user's local account.
    pub async fn find_own_identity(&mut self, user: &UserId) -> Result<String, Error> {
        let row: Option<(String,)> = sqlx::query_as(
            "SELECT id FROM identities WHERE user_id = $1 ORDER BY provider <> 'email', created_at, id LIMIT 1",
        )
        .bind(&user.0)
        .fetch_optional(self.connection())
        .await?;
        let (id,) = row.ok_or(Error::Unreadable("a user"))?;
        Ok(id)
    }
}

/// An authentication by this method at `now`.
pub(crate) fn shown(method: &str, now: i64) -> SignInMethod {
    SignInMethod {
        method: method.to_owned(),
        timestamp: instant(now).as_second(),
    }
}

/// The next step after a sign-in by this method.
pub(crate) fn next_step(is_pending: bool, method: &str) -> NextStep {
    match (is_pending, method) {
        (true, _) => NextStep::SecondFactor,
        (false, RECOVERY) => NextStep::NewPassword,
        (false, _) => NextStep::Nothing,
    }
}

/// The authentication method of a recovery code.
pub(crate) const RECOVERY: &str = "recovery";
