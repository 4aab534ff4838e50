use crate::{Action, ClientInfo, Email, Error, Identity, SessionId, UserId, audit::Event};

impl Identity {
    /// Links the user of this session to a Timeback user who was found by their address. Returns whether that was new.
    /// An unverified address links nothing, a Timeback user is linked to one user only, and a different identifier on
    /// record stays until an administrator changes it.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn keep_timeback_id(
        &self,
        session: &SessionId,
        email: &Email,
        timeback_id: &str,
        client: &ClientInfo,
    ) -> Result<bool, Error> {
        let Some(user) = self.find_joinable(session, email, timeback_id).await? else {
            return Ok(false);
        };
        let mut uow = self.begin(&user.lock_key()).await?;
        let now = uow.now;
        let kept = sqlx::query("UPDATE users SET external_id = $1, updated_at = $2 WHERE id = $3 AND external_id IS NULL")
            .bind(timeback_id)
            .bind(now)
            .bind(user.as_str())
            .execute(uow.connection())
            .await;
        match kept {
            // Another process was faster.
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => return Ok(false),
            kept => {
                if kept?.rows_affected() == 0 {
                    return Ok(false);
                }
            }
        }
        let event = Event::new(Action::JoinedTimeback, &user).in_session(session);
        uow.commit(event, client).await?;
        Ok(true)
    }

    async fn find_joinable(
        &self,
        session: &SessionId,
        email: &Email,
        timeback_id: &str,
    ) -> Result<Option<UserId>, Error> {
        let row: Option<(String,)> = sqlx::query_as(
            "SELECT users.id FROM sessions JOIN users ON users.id = sessions.user_id \
             JOIN email_addresses ON email_addresses.user_id = users.id \
             WHERE sessions.id = $1 AND email_addresses.address_lower = $2 AND email_addresses.verified_at IS NOT NULL \
             AND users.external_id IS NULL \
             AND NOT EXISTS (SELECT 1 FROM users AS others WHERE others.external_id = $3)",
        )
        .bind(session.as_str())
        .bind(email.lower())
        .bind(timeback_id)
        .fetch_optional(self.database.pool())
        .await?;
        Ok(row.map(|(id,)| UserId(id)))
    }
}
