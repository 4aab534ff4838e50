use crate::{
    Account, Action, AuthContext, ClientInfo, Denied, Email, Identity, OneTimeCode, Refusal,
    Update, audit::Event, one_time_code::CodePurpose, unit_of_work::UnitOfWork,
};

impl Identity {
    /// Who asks wants another address: it is mailed a code, and so is the one they have. Answers the account as it is
    /// then; where addresses are believed, with the new one in its place.
    ///
    /// # Errors
    /// Refused with [`Refusal::ReauthenticationNeeded`] or [`EmailExists`](Refusal::EmailExists).
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

    /// Takes a code that was mailed to the new address or to the one in use. Answers whether the new one is in its place
    /// now: both must agree.
    ///
    /// # Errors
    /// Refused with [`Refusal::CodeExpired`], or [`EmailExists`](Refusal::EmailExists) when somebody else proved the
    /// address meanwhile.
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

    /// Mails the codes of an address change once more.
    ///
    /// # Errors
    /// Refused with [`Refusal::MailedJustNow`], also when there is nothing to mail, or [`MailOff`](Refusal::MailOff).
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

    /// Keeps the address in use after all.
    ///
    /// # Errors
    /// The store's.
    pub async fn keep_own_email(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        let user = &auth.user;
        let mut uow = self.begin(&user.lock_key()).await?;
        for statement in [
            "UPDATE users SET new_email = NULL WHERE id = $1",
            "DELETE FROM one_time_codes WHERE user_id = $1 AND purpose IN ('new_address', 'old_address')",
        ] {
            sqlx::query(statement)
                .bind(&user.0)
                .execute(uow.connection())
                .await?;
        }
        let event = Event::new(Action::Updated, user).in_session(&auth.session);
        Ok(uow.commit(event.with("email", "kept"), client).await?)
    }
}

impl UnitOfWork<'_> {
    /// Which of both addresses agreed by this code.
    async fn take_change_code(
        &mut self,
        auth: &AuthContext,
        code: &OneTimeCode,
    ) -> Result<Option<CodePurpose>, Denied> {
        let user = &auth.user;
        let targets: Vec<(String, String)> = sqlx::query_as(
            "SELECT purpose, target FROM one_time_codes WHERE user_id = $1 AND purpose IN ('new_address', 'old_address') ORDER BY purpose",
        )
        .bind(&user.0)
        .fetch_all(self.connection())
        .await?;
        for (purpose, target) in targets {
            let purpose = match purpose.as_str() {
                "new_address" => CodePurpose::NewAddress,
                _ => CodePurpose::OldAddress,
            };
            let target = Email::stored(&target);
            if self.take_code(user, purpose, &target, code).await? {
                return Ok(Some(purpose));
            }
        }
        Ok(None)
    }
}
