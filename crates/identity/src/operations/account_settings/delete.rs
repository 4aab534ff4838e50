use crate::{
    AuthContext, ClientInfo, Denied, Error, Identity, SessionId, UserId, unit_of_work::UnitOfWork,
};

impl Identity {
    /// Deletes the user's own account. The audit log records it without address and `User-Agent`. Returns the sessions
    /// that ended.
    ///
    /// # Errors
    /// Returns [`ReauthenticationNeeded`](crate::Refusal::ReauthenticationNeeded) when the user has to confirm first.
    pub async fn leave(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<Vec<SessionId>, Denied> {
        self.require_confirmed(auth).await?;
        let nobody = ClientInfo {
            request_id: client.request_id.clone(),
            ..ClientInfo::default()
        };
        self.delete_own_account(auth, &nobody).await
    }
}

impl UnitOfWork<'_> {
    /// Deletes the queued mails to this user. Call it before their addresses are deleted.
    pub async fn forget_mails(&mut self, user: &UserId) -> Result<(), Error> {
        sqlx::query(
            "DELETE FROM mails WHERE LOWER(recipient) IN (SELECT address_lower FROM email_addresses WHERE user_id = $1) \
             OR LOWER(recipient) IN (SELECT LOWER(email) FROM identities WHERE user_id = $1) \
             OR LOWER(recipient) IN (SELECT target FROM one_time_codes WHERE user_id = $1) \
             OR recipient IN (SELECT new_email FROM users WHERE id = $1)",
        )
        .bind(&user.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
