use super::pending::Pending;
use crate::{
    Action, ClientInfo, Error, Identity, Token, TooManyMails, audit::Event, limits::Mailing,
    model::code_purpose::CodePurpose,
};

/// Why no code to confirm a pending link was mailed.
#[derive(Debug, thiserror::Error)]
pub enum MailLinkCodeError {
    /// No mail is sent.
    #[error("no mail is sent")]
    MailOff,
    /// There is no pending link: it has expired, was tried too often, or is done.
    #[error("the pending link has expired")]
    LinkExpired,
    /// The rate limit of mails is reached.
    #[error(transparent)]
    TooManyMails(#[from] TooManyMails),
    /// Such a mail was sent less than a minute ago.
    #[error("a mail was sent a moment ago")]
    MailedJustNow,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(MailLinkCodeError);

impl Identity {
    /// Mails a code to the address of the account that is to be confirmed.
    ///
    /// # Errors
    /// [`MailLinkCodeError`] says when.
    pub async fn mail_link_code(
        &self,
        token: &Token,
        client: &ClientInfo,
    ) -> Result<(), MailLinkCodeError> {
        if !self.policy.has_mail {
            return Err(MailLinkCodeError::MailOff);
        }
        let link = self.read_pending_link(token).await?;
        let Pending { user, claims, .. } = link.ok_or(MailLinkCodeError::LinkExpired)?;
        self.limits
            .mail(Mailing::Code, &claims.email.lower(), client.address)
            .await?;
        let mut uow = self
            .begin(&claims.email.lock_key())
            .await?
            .for_client(client);
        if !uow
            .send_code(&user, CodePurpose::Link, &claims.email)
            .await?
        {
            return Err(MailLinkCodeError::MailedJustNow);
        }
        let event = Event::new(Action::ConfirmationRequested, &user);
        Ok(uow.commit(event, client).await?)
    }
}
