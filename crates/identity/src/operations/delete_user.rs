use crate::{
    Action, Administrator, AuthContext, ClientInfo, Denied, EndReason, Error, Identity, Refusal,
    UserId,
    audit::Event,
    store::{
        auth_codes, backup_codes, deletions, factors, one_time_codes, pending_links, sessions,
    },
    unit_of_work::UnitOfWork,
};

impl Identity {
    /// Deletes an account as an administrator: everything about its user, except the audit log. `is_soft` keeps a row with
    /// the identifier and the time of deletion.
    ///
    /// # Errors
    /// Returns [`Refusal::NoSuchUser`] when there is no such account.
    pub async fn delete_account(
        &self,
        user: &UserId,
        is_soft: bool,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        let event = Event::new(Action::Deleted, user).by(admin);
        self.delete(user, is_soft, event, client).await
    }

    /// Deletes the user's own account.
    ///
    /// # Errors
    /// Returns [`Refusal::ReauthenticationNeeded`] when the last authentication is too long ago, and
    /// [`InsufficientAal`](Refusal::InsufficientAal) when the second factor was not shown.
    pub async fn delete_own_account(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        if !self.is_recent(auth) {
            return Err(Refusal::ReauthenticationNeeded.into());
        }
        self.require_second_factor(auth).await?;
        let event = Event::new(Action::Deleted, &auth.user).in_session(&auth.session);
        self.delete(&auth.user, false, event, client).await
    }

    /// Deletes the user's own account from the account page. The audit log records it without address and `User-Agent`.
    ///
    /// # Errors
    /// Returns [`Refusal::ReauthenticationNeeded`] when the user has to confirm first.
    pub async fn leave(&self, auth: &AuthContext, client: &ClientInfo) -> Result<(), Denied> {
        self.require_confirmed(auth).await?;
        let without_address = ClientInfo {
            request_id: client.request_id.clone(),
            ..ClientInfo::default()
        };
        self.delete_own_account(auth, &without_address).await
    }

    async fn delete(
        &self,
        user: &UserId,
        is_soft: bool,
        event: Event,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        let mut uow = self.begin(&user.lock_key()).await?;
        // Their recipients are found by the addresses, which go next.
        deletions::delete_mails(uow.connection(), user).await?;
        let was_there = if is_soft {
            uow.empty_user(user).await?
        } else {
            uow.delete_user(user).await?
        };
        if !was_there {
            return Err(Refusal::NoSuchUser.into());
        }
        Ok(uow.commit(event, client).await?)
    }
}

impl UnitOfWork<'_> {
    /// Deletes the user and everything that refers to them; their sessions end. Returns whether there was one.
    pub async fn delete_user(&mut self, user: &UserId) -> Result<bool, Error> {
        self.end_sessions(user, None, EndReason::Deleted).await?;
        Ok(deletions::delete_user(self.connection(), user).await?)
    }

    /// Deletes everything that refers to the user, whose row stays with its identifier and the time of deletion; their
    /// sessions end. Returns whether there was one.
    async fn empty_user(&mut self, user: &UserId) -> Result<bool, Error> {
        self.end_sessions(user, None, EndReason::Deleted).await?;
        let now = self.now;
        let connection = self.connection();
        let was_there = deletions::mark_deleted(connection, user, now).await?;
        deletions::delete_addresses(connection, user).await?;
        one_time_codes::delete(connection, user).await?;
        auth_codes::delete_of_user(connection, user).await?;
        sessions::delete_of_user(connection, user).await?;
        deletions::delete_identities(connection, user).await?;
        factors::delete_of_user(connection, user).await?;
        backup_codes::delete_of_user(connection, user).await?;
        pending_links::delete_of_user(connection, user).await?;
        Ok(was_there)
    }
}
