use crate::{
    Action, Administrator, AuthContext, ClientInfo, Error, ExternalAccountId, Identity, UserId,
    audit::Event, mail::SecurityEvent, store::external_account_edits, unit_of_work::UnitOfWork,
};

/// Why a user's external account was not unlinked.
#[derive(Debug, thiserror::Error)]
pub enum UnlinkExternalAccountError {
    /// The user has no such external account.
    #[error("there is no such external account")]
    NoSuchAccount,
    /// The user has to reauthenticate first.
    #[error("the last authentication is too long ago")]
    ReauthenticationNeeded,
    /// The user could not sign in any more.
    #[error("the user has no other way to sign in")]
    LastWayIn,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(UnlinkExternalAccountError);

/// Why an administrator could not delete a user's external account.
#[derive(Debug, thiserror::Error)]
pub enum DeleteExternalAccountError {
    /// There is no such user, or they have no such external account.
    #[error("there is no such external account")]
    NoSuchAccount,
    /// The user could not sign in any more.
    #[error("the user has no other way to sign in")]
    LastWayIn,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(DeleteExternalAccountError);

impl Identity {
    /// Unlinks the user's external account, and deletes it with its tokens; the user is notified. One that is not linked is
    /// deleted without further ado.
    ///
    /// # Errors
    /// [`UnlinkExternalAccountError`] says when.
    pub async fn unlink_external_account(
        &self,
        auth: &AuthContext,
        id: &ExternalAccountId,
        client: &ClientInfo,
    ) -> Result<(), UnlinkExternalAccountError> {
        let is_confirmed = self.has_confirmed(auth).await?;
        let mut uow = self.begin(&auth.user.lock_key()).await?.for_client(client);
        let account = uow.find_external_account(&auth.user, id).await?;
        let account = account.ok_or(UnlinkExternalAccountError::NoSuchAccount)?;
        if account.is_linked() && !is_confirmed {
            return Err(UnlinkExternalAccountError::ReauthenticationNeeded);
        }
        if account.is_linked() && !uow.has_way_in_without(&auth.user, id).await? {
            return Err(UnlinkExternalAccountError::LastWayIn);
        }
        let event = Event::new(Action::IdentityUnlinked, &auth.user).in_session(&auth.session);
        Ok(uow.unlink(&auth.user, id, event, client).await?)
    }

    /// Deletes a user's external account as an administrator, under the same rule: it is not their last way to sign in.
    ///
    /// # Errors
    /// [`DeleteExternalAccountError`] says when.
    pub async fn delete_external_account(
        &self,
        user: &UserId,
        id: &ExternalAccountId,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<(), DeleteExternalAccountError> {
        let mut uow = self.begin(&user.lock_key()).await?.for_client(client);
        let account = uow.find_external_account(user, id).await?;
        let account = account.ok_or(DeleteExternalAccountError::NoSuchAccount)?;
        if account.is_linked() && !uow.has_way_in_without(user, id).await? {
            return Err(DeleteExternalAccountError::LastWayIn);
        }
        let event = Event::new(Action::IdentityUnlinked, user).by(admin);
        Ok(uow.unlink(user, id, event, client).await?)
    }
}

impl UnitOfWork<'_> {
    async fn unlink(
        mut self,
        user: &UserId,
        id: &ExternalAccountId,
        event: Event,
        client: &ClientInfo,
    ) -> Result<(), Error> {
        let account = self.find_external_account(user, id).await?;
        let account = account.ok_or(Error::Unreadable("an external account"))?;
        external_account_edits::delete(self.connection(), user, id).await?;
        if account.is_linked() {
            self.notify_user(user, SecurityEvent::ExternalUnlinked(account.provider))
                .await?;
        }
        self.touch(user).await?;
        let event = event.with("provider", account.provider.as_str());
        self.commit(event, client).await
    }
}
