use std::iter::once;

use secrecy::ExposeSecret as _;

use super::{label, totp};
use crate::{
    Aal, Action, AuthContext, ClientInfo, Denied, EndReason, Error, Identity, OneTimeCode, Refusal,
    SessionId, SignInMethod, SignedIn, Token, UserId,
    audit::Event,
    env::{instant, micros},
    limits::Secret,
    model::session::{ABSOLUTE_LIFETIME, IDLE_LIFETIME},
    operations::{
        api_session::amr_text,
        browser_session::{RECOVERY, next_step, shown},
    },
    unit_of_work::UnitOfWork,
};
use database::Connection;

/// Wrong codes after which the pending session ends.
const TRIES: i64 = 5;

/// The factor that a valid code belongs to: a time step of an app, or a backup code.
struct Shown {
    factor: String,
    step: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    user_id: String,
    amr: String,
    created_at: i64,
}

#[derive(sqlx::FromRow)]
struct FactorRow {
    id: String,
    secret: String,
    last_step: i64,
}

/// The query for a pending session: its user has a second factor, and has not shown it.
const PENDING: &str = "SELECT sessions.id, sessions.user_id, sessions.amr, sessions.created_at FROM sessions JOIN users ON users.id = sessions.user_id \
     WHERE sessions.token_hash = $1 AND sessions.ended_at IS NULL AND sessions.abandon_at > $2 AND sessions.expire_at > $2 AND sessions.aal = 'aal1' \
     AND users.deleted_at IS NULL AND (users.banned_until IS NULL OR users.banned_until <= $2) \
     AND EXISTS (SELECT 1 FROM factors WHERE factors.user_id = users.id AND factors.verified_at IS NOT NULL)";

impl Identity {
    /// Finds the pending session of this token, which waits for the second factor.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn find_pending_session(&self, token: &Token) -> Result<Option<SessionId>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        let row = find(&mut connection, token, self.env.now()).await?;
        Ok(row.map(|row| SessionId(row.id)))
    }

    /// Raises the pending session by a code of an app or a backup code; it continues under a new token. Too many wrong
    /// codes end it.
    ///
    /// # Errors
    /// Returns [`Refusal::CodeRefused`] for a wrong code, [`TooManyAttempts`](Refusal::TooManyAttempts) when the rate
    /// limit is reached, and [`SessionNotFound`](Refusal::SessionNotFound) when there is no pending session, or it has
    /// ended.
    pub async fn show_second_factor(
        &self,
        token: &Token,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<SignedIn, Denied> {
        let user = self.find_pending_user(token).await?;
        if code.of_mail().is_some() {
            return Err(Refusal::CodeRefused.into());
        }
        // A session has its own few tries; this counts across sessions, which the password alone begins.
        let attempt = self
            .limits
            .attempt(Secret::Factor, client.address, user.as_str())?;
        let shown = attempt.record_result(self.try_second_factor(token, &user, code, client).await);
        if let Err(Denied::Refused(Refusal::CodeRefused)) = &shown
            && self.find_pending_session(token).await?.is_none()
        {
            return Err(Refusal::SessionNotFound.into());
        }
        shown
    }

    async fn try_second_factor(
        &self,
        token: &Token,
        user: &UserId,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<SignedIn, Denied> {
        let mut uow = self.begin(&user.lock_key()).await?;
        let now = uow.now;
        let row = find(uow.connection(), token, now).await?;
        let row = row.ok_or(Refusal::SessionNotFound)?;
        let auth = row.auth_context()?;
        let found = uow.find_shown(user, code).await?;
        let event = Event::new(Action::FactorAnswered, user)
            .in_session(&auth.session)
            .with("right", found.is_some());
        let Some(found) = found else {
            uow.count_wrong_code(&auth).await?;
            uow.commit(event, client).await?;
            return Err(Refusal::CodeRefused.into());
        };
        uow.accept_factor(&auth, &found.factor, found.step).await?;
        let signed_in = uow.raise_browser(&auth, row.created_at).await?;
        uow.commit(event, client).await?;
        Ok(signed_in)
    }

    async fn find_pending_user(&self, token: &Token) -> Result<UserId, Denied> {
        let mut connection = self.database.pool().acquire().await?;
        let row = find(&mut connection, token, self.env.now()).await?;
        let row = row.ok_or(Refusal::SessionNotFound)?;
        Ok(UserId(row.user_id))
    }
}

/// Finds the pending session of this token.
async fn find(connection: &mut Connection, token: &Token, now: i64) -> Result<Option<Row>, Error> {
    Ok(sqlx::query_as(PENDING)
        .bind(token.hash())
        .bind(now)
        .fetch_optional(connection)
        .await?)
}

impl UnitOfWork<'_> {
    /// The factor that this code is valid for. A backup code counts as the oldest factor's.
    async fn find_shown(
        &mut self,
        user: &UserId,
        code: &OneTimeCode,
    ) -> Result<Option<Shown>, Error> {
        let rows: Vec<FactorRow> = sqlx::query_as(
            "SELECT id, secret, last_step FROM factors WHERE user_id = $1 AND verified_at IS NOT NULL ORDER BY created_at, id",
        )
        .bind(&user.0)
        .fetch_all(self.connection())
        .await?;
        let now = instant(self.now).as_second();
        let Some(digits) = code.of_app() else {
            let is_backup = self.take_backup_code(user, code).await?;
            let oldest = rows.into_iter().next().filter(|_| is_backup);
            return Ok(oldest.map(|row| Shown {
                factor: row.id,
                step: None,
            }));
        };
        for row in &rows {
            let secret = self.identity.vault.open(&label(&row.id), &row.secret)?;
            let step = totp::step_of(secret.expose_secret(), digits, now, row.last_step);
            if step.is_some() {
                let factor = row.id.clone();
                return Ok(Some(Shown { factor, step }));
            }
        }
        Ok(None)
    }

    /// Counts a wrong code; the last one allowed ends the session.
    async fn count_wrong_code(&mut self, auth: &AuthContext) -> Result<(), Error> {
        let now = self.now;
        let (wrong,): (i64,) = sqlx::query_as(
            "UPDATE sessions SET wrong_codes = wrong_codes + 1 WHERE id = $1 RETURNING wrong_codes",
        )
        .bind(&auth.session.0)
        .fetch_one(self.connection())
        .await?;
        if wrong >= TRIES {
            sqlx::query("UPDATE sessions SET ended_at = $1, end_reason = $2 WHERE id = $3")
                .bind(now)
                .bind(EndReason::SecondFactor.as_str())
                .bind(&auth.session.0)
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }

    /// Raises the session to the second assurance level, under a new token and with the usual lifetime.
    async fn raise_browser(&mut self, auth: &AuthContext, began: i64) -> Result<SignedIn, Error> {
        let (now, token) = (self.now, self.identity.env.token());
        let amr: Vec<_> = once(shown("totp", now)).chain(auth.amr.clone()).collect();
        sqlx::query(
            "UPDATE sessions SET aal = 'aal2', amr = $1, token_hash = $2, last_active_at = $3, abandon_at = $4, expire_at = $5 WHERE id = $6",
        )
        .bind(amr_text(&amr))
        .bind(token.hash())
        .bind(now)
        .bind(now + micros(IDLE_LIFETIME))
        .bind(began + micros(ABSOLUTE_LIFETIME))
        .bind(&auth.session.0)
        .execute(self.connection())
        .await?;
        let first = if auth.amr.iter().any(|it| it.method == RECOVERY) {
            RECOVERY
        } else {
            ""
        };
        Ok(SignedIn {
            session: auth.session.clone(),
            token,
            lifetime: ABSOLUTE_LIFETIME,
            replaced: None,
            next: next_step(false, first),
        })
    }
}

impl Row {
    fn auth_context(&self) -> Result<AuthContext, Error> {
        let amr: Vec<SignInMethod> = serde_json::from_str(&self.amr)
            .map_err(|_| Error::Unreadable("a session's sign-in methods"))?;
        Ok(AuthContext {
            user: UserId(self.user_id.clone()),
            session: SessionId(self.id.clone()),
            aal: Aal::One,
            amr,
        })
    }
}
