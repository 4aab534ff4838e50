use crate::{
    Action, AuthContext, ClientInfo, Email, Error, Identity, audit::Event,
    model::code_purpose::CodePurpose, unit_of_work::UnitOfWork,
};

/// Why no code to confirm a sensitive change was mailed.
#[derive(Debug, thiserror::Error)]
pub enum MailReauthenticationError {
    /// No mail is sent.
    #[error("no mail is sent")]
    MailOff,
    /// The user has no address to mail to.
    #[error("the user has no verified address")]
    EmailNotConfirmed,
    /// Such a mail was sent less than a minute ago.
    #[error("a mail was sent a moment ago")]
    MailedJustNow,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(MailReauthenticationError);

impl Identity {
    /// Mails the user a code to confirm a sensitive change by the API, to their verified address.
    ///
    /// # Errors
    /// [`MailReauthenticationError`] says when.
    pub async fn mail_reauthentication(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<(), MailReauthenticationError> {
        let mut uow = self.begin_reauthentication_mail(auth, client).await?;
        let email = uow.find_proved_email(&auth.user).await?;
        uow.mail_reauthentication(auth, email, client).await
    }

    /// Mails the user a code to confirm a sensitive change on the account page, to their verified address or the one a
    /// provider vouches for.
    ///
    /// # Errors
    /// [`MailReauthenticationError`] says when.
    pub async fn mail_proof(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<(), MailReauthenticationError> {
        let mut uow = self.begin_reauthentication_mail(auth, client).await?;
        let email = uow.find_reachable_email(auth).await?;
        uow.mail_reauthentication(auth, email, client).await
    }

    async fn begin_reauthentication_mail(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<UnitOfWork<'_>, MailReauthenticationError> {
        if !self.policy.has_mail {
            return Err(MailReauthenticationError::MailOff);
        }
        let uow = self.begin(&auth.user.lock_key()).await?;
        Ok(uow.for_client(client))
    }
}

impl UnitOfWork<'_> {
    async fn mail_reauthentication(
        mut self,
        auth: &AuthContext,
        email: Option<Email>,
        client: &ClientInfo,
    ) -> Result<(), MailReauthenticationError> {
        let email = email.ok_or(MailReauthenticationError::EmailNotConfirmed)?;
        let purpose = CodePurpose::Reauthenticate;
        if !self.send_code(&auth.user, purpose, &email).await? {
            return Err(MailReauthenticationError::MailedJustNow);
        }
        let event =
            Event::new(Action::ReauthenticationRequested, &auth.user).in_session(&auth.session);
        Ok(self.commit(event, client).await?)
    }
}
