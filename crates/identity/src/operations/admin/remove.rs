use super::Administrator;
use crate::{
    Action, AuthContext, ClientInfo, Denied, EndReason, Error, Identity, Refusal, SessionId,
    UserId, audit::Event, unit_of_work::UnitOfWork,
};

impl Identity {
    /// Deletes an account: everything about its user, except the audit log. `is_soft` keeps a row with the identifier
    /// and the time of deletion. Returns the sessions that ended.
    ///
    /// # Errors
    /// Returns [`Refusal::NoSuchUser`] when there is no such account.
    pub async fn delete_account(
        &self,
        user: &UserId,
        is_soft: bool,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<Vec<SessionId>, Denied> {
        let event = Event::new(Action::Deleted, user).by(admin);
        self.delete(user, is_soft, event, client).await
    }

    /// Deletes the user's own account. Returns the sessions that ended.
    ///
    /// # Errors
    /// Returns [`Refusal::ReauthenticationNeeded`] when the last authentication is too long ago, and
    /// [`InsufficientAal`](Refusal::InsufficientAal) when the second factor was not shown.
    pub async fn delete_own_account(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<Vec<SessionId>, Denied> {
        if !self.is_recent(auth) {
            return Err(Refusal::ReauthenticationNeeded.into());
        }
        self.require_second_factor(auth).await?;
        let event = Event::new(Action::Deleted, &auth.user).in_session(&auth.session);
        self.delete(&auth.user, false, event, client).await
    }

    async fn delete(
        &self,
        user: &UserId,
        is_soft: bool,
        event: Event,
        client: &ClientInfo,
    ) -> Result<Vec<SessionId>, Denied> {
        let mut uow = self.begin(&user.lock_key()).await?;
        let ended = uow.end_sessions(user, None, EndReason::Deleted).await?;
        uow.forget_mails(user).await?;
        let was_there = if is_soft {
            uow.empty(user).await?
        } else {
            uow.remove(user).await?
        };
        if !was_there {
            return Err(Refusal::NoSuchUser.into());
        }
        uow.commit(event, client).await?;
        Ok(ended)
    }
}

impl UnitOfWork<'_> {
    /// Deletes the user and everything that refers to them. Returns whether there was one.
    pub(crate) async fn remove(&mut self, user: &UserId) -> Result<bool, Error> {
        let removed = sqlx::query("DELETE FROM users WHERE id = $1")
            .bind(&user.0)
            .execute(self.connection())
            .await?;
        Ok(removed.rows_affected() > 0)
    }

    async fn empty(&mut self, user: &UserId) -> Result<bool, Error> {
        let now = self.now;
        let emptied = sqlx::query(
            "UPDATE users SET deleted_at = $1, updated_at = $1, first_name = '', last_name = '', external_id = NULL, password_hash = NULL, \
             primary_email_id = NULL, new_email = NULL, public_metadata = '{}', private_metadata = '{}', unsafe_metadata = '{}' \
             WHERE id = $2 AND deleted_at IS NULL",
        )
        .bind(now)
        .bind(&user.0)
        .execute(self.connection())
        .await?;
        for statement in [
            "DELETE FROM email_addresses WHERE user_id = $1",
            "DELETE FROM one_time_codes WHERE user_id = $1",
            "DELETE FROM auth_codes WHERE user_id = $1",
            "DELETE FROM sessions WHERE user_id = $1",
            "DELETE FROM identities WHERE user_id = $1",
            "DELETE FROM factors WHERE user_id = $1",
            "DELETE FROM backup_codes WHERE user_id = $1",
            "DELETE FROM pending_links WHERE user_id = $1",
        ] {
            sqlx::query(statement)
                .bind(&user.0)
                .execute(self.connection())
                .await?;
        }
        Ok(emptied.rows_affected() > 0)
    }
}
