use secrecy::{ExposeSecret as _, SecretSlice};

use crate::{
    Aal, AuthContext, Denied, EndReason, Error, Refusal, SignInMethod,
    api_session::{ApiSession, amr_text, label},
    env::instant,
    mail::SecurityEvent,
    unit_of_work::UnitOfWork,
};

impl UnitOfWork<'_> {
    /// Refuses a user who has a second factor and has not shown it in this session.
    pub async fn require_second_factor(&mut self, auth: &AuthContext) -> Result<(), Denied> {
        if auth.aal != Aal::Two && self.has_verified_factor(&auth.user).await? {
            return Err(Refusal::InsufficientAal.into());
        }
        Ok(())
    }

    /// Notes that a code of the factor was right. Its step of time is over; the first time, its user is told, sessions
    /// that never showed it end, and attempts at other factors go.
    pub async fn accept_factor(
        &mut self,
        auth: &AuthContext,
        factor: &str,
        step: Option<i64>,
    ) -> Result<(), Error> {
        let now = self.now;
        let first = sqlx::query(
            "UPDATE factors SET verified_at = $1 WHERE id = $2 AND verified_at IS NULL",
        )
        .bind(now)
        .bind(factor)
        .execute(self.connection())
        .await?;
        if first.rows_affected() > 0 {
            self.notify_user(&auth.user, SecurityEvent::FactorAdded)
                .await?;
        }
        sqlx::query(
            "UPDATE factors SET updated_at = $1, last_step = COALESCE($2, last_step) WHERE id = $3",
        )
        .bind(now)
        .bind(step)
        .bind(factor)
        .execute(self.connection())
        .await?;
        sqlx::query("DELETE FROM factors WHERE user_id = $1 AND verified_at IS NULL")
            .bind(&auth.user.0)
            .execute(self.connection())
            .await?;
        sqlx::query(
            "UPDATE sessions SET ended_at = $1, end_reason = $2 WHERE user_id = $3 AND id <> $4 AND aal = 'aal1' AND ended_at IS NULL",
        )
        .bind(now)
        .bind(EndReason::SecondFactor.as_str())
        .bind(&auth.user.0)
        .bind(&auth.session.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Makes the session one in which a second factor was shown, with a key of its own from now on: no refresh token
    /// from before opens it.
    pub async fn raise(&mut self, auth: &AuthContext) -> Result<ApiSession, Denied> {
        let (now, identity) = (self.now, self.identity);
        let shown = SignInMethod {
            method: "totp".to_owned(),
            timestamp: instant(now).as_second(),
        };
        let amr: Vec<_> = std::iter::once(shown)
            .chain(auth.amr.iter().filter(|it| it.method != "totp").cloned())
            .collect();
        let key: SecretSlice<u8> = identity.env.bytes::<32>().to_vec().into();
        let row: Option<(i64,)> = sqlx::query_as(
            "UPDATE sessions SET aal = 'aal2', amr = $1, refresh_key = $2, refresh_counter = refresh_counter + 1, refreshed_at = NULL \
             WHERE id = $3 AND ended_at IS NULL AND refresh_key IS NOT NULL RETURNING refresh_counter",
        )
        .bind(amr_text(&amr))
        .bind(identity.vault.seal(&label(&auth.session), key.expose_secret())?)
        .bind(&auth.session.0)
        .fetch_optional(self.connection())
        .await?;
        let (counter,) = row.ok_or(Refusal::SessionNotFound)?;
        Ok(ApiSession {
            id: auth.session.clone(),
            user: auth.user.clone(),
            key,
            counter: u64::try_from(counter).unwrap_or_default(),
            aal: Aal::Two,
            amr,
        })
    }
}
