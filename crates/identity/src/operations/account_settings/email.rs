use crate::{
    Account, Action, AuthContext, ClientInfo, Denied, Email, Identity, OneTimeCode, Refusal,
    Update, audit::Event, model::code_purpose::CodePurpose, store::email_changes,
    unit_of_work::UnitOfWork,
};

impl Identity {
    /// Begins a change of the user's address: mails a code to the new address, and one to the current one. Returns the
    /// account afterwards; where addresses need no verification, it has the new one already.
    ///
    /// # Errors
    /// Returns [`Refusal::ReauthenticationNeeded`] when the user has to confirm first, and
    /// [`EmailExists`](Refusal::EmailExists) when another account has the address.
    pub async fn change_own_email(
        &self,
        auth: &AuthContext,
        email: Email,
        client: &ClientInfo,
    ) -> Result<Account, Denied> {
        self.require_confirmed(auth).await?;
        let update = Update {
            email: Some(email),
            ..Update::default()
        };
        self.update(auth, update, client).await
    }

    /// Verifies a code that was mailed to the new or the current address. Returns whether the change is complete: both
    /// must confirm it.
    ///
    /// # Errors
    /// Returns [`Refusal::CodeExpired`] for a wrong code, and [`EmailExists`](Refusal::EmailExists) when another
    /// account has verified the address meanwhile.
    pub async fn agree_to_own_email(
        &self,
        auth: &AuthContext,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<bool, Denied> {
        if code.of_mail().is_none() {
            return Err(Refusal::CodeExpired.into());
        }
        let user = &auth.user;
        let mut uow = self.begin(&user.lock_key()).await?;
        let proved = uow.take_change_code(auth, code).await?;
        let event = Event::new(Action::Updated, user).in_session(&auth.session);
        let Some(purpose) = proved else {
            let event = Event {
                action: Action::Reauthenticated,
                ..event
            };
            uow.commit(event.with("method", "otp").with("right", false), client)
                .await?;
            return Err(Refusal::CodeExpired.into());
        };
        let is_done = uow.finish_email_change(user, purpose).await?;
        let what = if is_done { "changed" } else { "half" };
        uow.commit(event.with("email", what), client).await?;
        Ok(is_done)
    }

    /// Mails the codes of the change of address again.
    ///
    /// # Errors
    /// Returns [`Refusal::MailedJustNow`] within a minute of the last codes and when there is no change, and
    /// [`MailOff`](Refusal::MailOff) where no mail is sent.
    pub async fn mail_own_change(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        self.require_mail()?;
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        if !uow.mail_email_change(&auth.user, None).await? {
            return Err(Refusal::MailedJustNow.into());
        }
        let event = Event::new(Action::ConfirmationRequested, &auth.user).in_session(&auth.session);
        Ok(uow.commit(event, client).await?)
    }

    /// Cancels the change of address.
    ///
    /// # Errors
    /// Returns [`Error::Database`](crate::Error::Database) when the query fails.
    pub async fn keep_own_email(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        let user = &auth.user;
        let mut uow = self.begin(&user.lock_key()).await?;
        email_changes::set(uow.connection(), user, None).await?;
        email_changes::delete_codes(uow.connection(), user).await?;
        let event = Event::new(Action::Updated, user).in_session(&auth.session);
        Ok(uow.commit(event.with("email", "kept"), client).await?)
    }
}

impl UnitOfWork<'_> {
    /// The purpose of this code: the new or the current address.
    async fn take_change_code(
        &mut self,
        auth: &AuthContext,
        code: &OneTimeCode,
    ) -> Result<Option<CodePurpose>, Denied> {
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
