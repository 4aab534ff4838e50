use crate::{
    Account, Action, AddressChangeError, AddressError, AuthContext, ClientInfo, Email, Error,
    Identity, OneTimeCode, TooManyMails, audit::Event, limits::Mailing,
    model::code_purpose::CodePurpose, operations::find_account, store::email_changes,
    unit_of_work::UnitOfWork,
};

/// Why a change of the user's address did not begin.
#[derive(Debug, thiserror::Error)]
pub enum ChangeEmailError {
    /// The user has to reauthenticate first.
    #[error("the last authentication is too long ago")]
    ReauthenticationNeeded,
    /// No mail is sent.
    #[error("no mail is sent")]
    MailOff,
    /// The account may not have this address.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The user does not exist any more.
    #[error("the user does not exist")]
    UserNotFound,
    /// The rate limit of mails is reached.
    #[error(transparent)]
    TooManyMails(#[from] TooManyMails),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(ChangeEmailError);

/// Why the codes of a change of address were not mailed again.
#[derive(Debug, thiserror::Error)]
pub enum MailAddressChangeError {
    /// No mail is sent.
    #[error("no mail is sent")]
    MailOff,
    /// They were mailed less than a minute ago, or there is no change.
    #[error("a mail was sent a moment ago")]
    MailedJustNow,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(MailAddressChangeError);

impl Identity {
    /// Begins a change of the user's address: mails a code to the new address, and one to the current one. Returns the
    /// account afterwards; where addresses need no verification, it has the new one already.
    ///
    /// # Errors
    /// [`ChangeEmailError`] says when.
    pub async fn change_own_email(
        &self,
        auth: &AuthContext,
        email: &Email,
        client: &ClientInfo,
    ) -> Result<Account, ChangeEmailError> {
        if !self.has_confirmed(auth).await? {
            return Err(ChangeEmailError::ReauthenticationNeeded);
        }
        if !self.policy.takes_new_addresses() {
            return Err(ChangeEmailError::MailOff);
        }
        self.limits
            .mail(Mailing::Code, &email.lower(), client.address)
            .await?;
        let user = &auth.user;
        let mut uow = self
            .begin_update(auth, Some(email))
            .await?
            .for_client(client);
        uow.set_email(user, email, None).await?;
        uow.touch(user).await?;
        let account = find_account::read(uow.connection(), user).await?;
        let event = Event::new(Action::Updated, user).in_session(&auth.session);
        uow.commit(event.with("email", true), client).await?;
        account.ok_or(ChangeEmailError::UserNotFound)
    }

    /// Verifies a code that was mailed to the new or the current address. Returns whether the change is complete: both
    /// must confirm it.
    ///
    /// # Errors
    /// [`AddressChangeError`] says when.
    pub async fn agree_to_own_email(
        &self,
        auth: &AuthContext,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<bool, AddressChangeError> {
        if code.of_mail().is_none() {
            return Err(AddressChangeError::CodeExpired);
        }
        let user = &auth.user;
        let mut uow = self.begin(&user.lock_key()).await?.for_client(client);
        let proved = uow.take_change_code(auth, code).await?;
        let event = Event::new(Action::Updated, user).in_session(&auth.session);
        let Some(purpose) = proved else {
            let event = Event {
                action: Action::Reauthenticated,
                ..event
            };
            uow.commit(event.with("method", "otp").with("right", false), client)
                .await?;
            return Err(AddressChangeError::CodeExpired);
        };
        let is_done = uow.finish_email_change(user, purpose).await?;
        let what = if is_done { "changed" } else { "half" };
        uow.commit(event.with("email", what), client).await?;
        Ok(is_done)
    }

    /// Mails the codes of the change of address again.
    ///
    /// # Errors
    /// [`MailAddressChangeError`] says when.
    pub async fn mail_own_change(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<(), MailAddressChangeError> {
        if !self.policy.has_mail {
            return Err(MailAddressChangeError::MailOff);
        }
        let mut uow = self.begin(&auth.user.lock_key()).await?.for_client(client);
        if !uow.mail_email_change(&auth.user, None).await? {
            return Err(MailAddressChangeError::MailedJustNow);
        }
        let event = Event::new(Action::ConfirmationRequested, &auth.user).in_session(&auth.session);
        Ok(uow.commit(event, client).await?)
    }

    /// Cancels the change of address.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn keep_own_email(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<(), Error> {
        let user = &auth.user;
        let mut uow = self.begin(&user.lock_key()).await?;
        email_changes::set(uow.connection(), user, None).await?;
        email_changes::delete_codes(uow.connection(), user).await?;
        let event = Event::new(Action::Updated, user).in_session(&auth.session);
        uow.commit(event.with("email", "kept"), client).await
    }
}

impl UnitOfWork<'_> {
    /// The purpose of this code: the new or the current address.
    async fn take_change_code(
        &mut self,
        auth: &AuthContext,
        code: &OneTimeCode,
    ) -> Result<Option<CodePurpose>, Error> {
        let user = &auth.user;
        for mailed in email_changes::list_codes(self.connection(), user).await? {
            let (purpose, target) = (mailed.purpose, &mailed.target);
            if self.take_code(user, purpose, target, code).await? {
                return Ok(Some(purpose));
            }
        }
        Ok(None)
    }
}
