use crate::{
    Action, Administrator, AuthContext, ClientInfo, EndReason, Error, Identity, UserId,
    audit::Event,
    store::{
        auth_codes, backup_codes, deletions, external_account_edits, factors, one_time_codes,
        pending_links, phone_numbers, sessions,
    },
    unit_of_work::UnitOfWork,
};

/// Why an administrator could not delete an account.
#[derive(Debug, thiserror::Error)]
pub enum DeleteAccountError {
    /// There is no such account.
    #[error("there is no such account")]
    NoSuchUser,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(DeleteAccountError);

/// Why a user could not delete their own account.
#[derive(Debug, thiserror::Error)]
pub enum DeleteOwnAccountError {
    /// The user has to reauthenticate first.
    #[error("the last authentication is too long ago")]
    ReauthenticationNeeded,
    /// The session has not shown the user's second factor.
    #[error("the second factor was not shown")]
    InsufficientAal,
    /// The user does not exist any more.
    #[error("the user does not exist")]
    UserNotFound,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(DeleteOwnAccountError);

impl Identity {
    /// Deletes an account as an administrator: everything about its user, except the audit log. `is_soft` keeps a row with
    /// the identifier and the time of deletion.
    ///
    /// # Errors
    /// [`DeleteAccountError`] says when.
    pub async fn delete_account(
        &self,
        user: &UserId,
        is_soft: bool,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<(), DeleteAccountError> {
        let event = Event::new(Action::Deleted, user).by(admin);
        if self.delete(user, is_soft, event, client).await? {
            Ok(())
        } else {
            Err(DeleteAccountError::NoSuchUser)
        }
    }

    /// Deletes the user's own account.
    ///
    /// # Errors
    /// [`DeleteOwnAccountError`] says when.
    pub async fn delete_own_account(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<(), DeleteOwnAccountError> {
        if !self.is_recent(auth) {
            return Err(DeleteOwnAccountError::ReauthenticationNeeded);
        }
        if self.lacks_second_factor(auth).await? {
            return Err(DeleteOwnAccountError::InsufficientAal);
        }
        let event = Event::new(Action::Deleted, &auth.user).in_session(&auth.session);
        if self.delete(&auth.user, false, event, client).await? {
            Ok(())
        } else {
            Err(DeleteOwnAccountError::UserNotFound)
        }
    }

    /// Deletes the user's own account from the account page. The audit log records it without address and `User-Agent`.
    ///
    /// # Errors
    /// [`DeleteOwnAccountError`] says when.
    pub async fn leave(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<(), DeleteOwnAccountError> {
        if !self.has_confirmed(auth).await? {
            return Err(DeleteOwnAccountError::ReauthenticationNeeded);
        }
        let without_address = ClientInfo {
            request_id: client.request_id.clone(),
            ..ClientInfo::default()
        };
        self.delete_own_account(auth, &without_address).await
    }

    /// Deletes the user. Returns whether there was one.
    async fn delete(
        &self,
        user: &UserId,
        is_soft: bool,
        event: Event,
        client: &ClientInfo,
    ) -> Result<bool, Error> {
        let mut uow = self.begin(&user.lock_key()).await?;
        // Their recipients are found by the addresses, which go next.
        deletions::delete_mails(uow.connection(), user).await?;
        let was_there = if is_soft {
            uow.empty_user(user).await?
        } else {
            uow.delete_user(user).await?
        };
        if !was_there {
            return Ok(false);
        }
        uow.commit(event, client).await?;
        self.tidy_bucket().await;
        Ok(true)
    }
}

impl UnitOfWork<'_> {
    /// Deletes the user and everything that refers to them; their sessions end. Returns whether there was one.
    pub async fn delete_user(&mut self, user: &UserId) -> Result<bool, Error> {
        self.end_sessions(user, None, EndReason::Deleted).await?;
        let picture = self.find_picture_to_delete(user).await?;
        let was_there = deletions::delete_user(self.connection(), user).await?;
        if let Some(picture) = picture {
            self.delete_unused_picture(&picture).await?;
        }
        if was_there {
            self.deleted(user);
        }
        Ok(was_there)
    }

    /// Deletes everything that refers to the user, whose row stays with its identifier and the time of deletion; their
    /// sessions end. Returns whether there was one.
    async fn empty_user(&mut self, user: &UserId) -> Result<bool, Error> {
        self.end_sessions(user, None, EndReason::Deleted).await?;
        let picture = self.find_picture_to_delete(user).await?;
        let now = self.now;
        let was_there = deletions::mark_deleted(self.connection(), user, now).await?;
        if let Some(picture) = picture {
            self.delete_unused_picture(&picture).await?;
        }
        if was_there {
            self.deleted(user);
        }
        let connection = self.connection();
        deletions::delete_addresses(connection, user).await?;
        one_time_codes::delete(connection, user).await?;
        auth_codes::delete_of_user(connection, user).await?;
        sessions::delete_of_user(connection, user).await?;
        deletions::delete_identities(connection, user).await?;
        external_account_edits::delete_of_user(connection, user).await?;
        factors::delete_of_user(connection, user).await?;
        backup_codes::delete_of_user(connection, user).await?;
        phone_numbers::delete_of_user(connection, user).await?;
        pending_links::delete_of_user(connection, user).await?;
        Ok(was_there)
    }
}
