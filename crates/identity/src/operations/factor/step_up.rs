use secrecy::{ExposeSecret as _, SecretSlice};

use crate::{
    Aal, AuthContext, Denied, EndReason, Error, Refusal, SignInMethod,
    env::instant,
    mail::SecurityEvent,
    operations::api_session::{ApiSession, amr_text, label},
    unit_of_work::UnitOfWork,
};

impl UnitOfWork<'_> {
    /// Refuses a session that has not shown its user's second factor.
    pub async fn require_second_factor(&mut self, auth: &AuthContext) -> Result<(), Denied> {
        if auth.aal != Aal::Two && self.has_verified_factor(&auth.user).await? {
            return Err(Refusal::InsufficientAal.into());
        }
        Ok(())
    }

    /// Accepts a valid code of the factor. Its time step cannot be used again. The first code notifies the user, ends
    /// the sessions that have not shown the factor, and deletes unverified factors.
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

    /// Raises the session to the second assurance level, with a new key: refresh tokens from before are not valid any
    /// more.
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
