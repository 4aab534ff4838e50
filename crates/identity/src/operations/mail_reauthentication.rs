use crate::{
    Action, AuthContext, ClientInfo, Error, Identity, audit::Event,
    model::code_purpose::CodePurpose,
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
    /// Mails the user a code to confirm a sensitive change.
    ///
    /// # Errors
    /// [`MailReauthenticationError`] says when.
    pub async fn mail_reauthentication(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<(), MailReauthenticationError> {
        if !self.policy.has_mail {
            return Err(MailReauthenticationError::MailOff);
        }
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let email = uow.find_proved_email(&auth.user).await?;
        let email = email.ok_or(MailReauthenticationError::EmailNotConfirmed)?;
        let purpose = CodePurpose::Reauthenticate;
        if !uow.send_code(&auth.user, purpose, &email).await? {
            return Err(MailReauthenticationError::MailedJustNow);
        }
        let event =
            Event::new(Action::ReauthenticationRequested, &auth.user).in_session(&auth.session);
        Ok(uow.commit(event, client).await?)
    }
}
