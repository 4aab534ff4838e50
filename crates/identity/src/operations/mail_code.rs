use crate::{
    AppLink, ClientInfo, CodeFlow, Email, Error, Identity, SignInName, TooManyMails,
    audit::Event,
    limits::Mailing,
    operations::enumeration_safe_mail::{Mailed, Recipient},
};

/// Why no code was mailed. It does not reveal whether the address has an account.
#[derive(Debug, thiserror::Error)]
pub enum MailCodeError {
    /// No mail is sent.
    #[error("no mail is sent")]
    MailOff,
    /// The rate limit of mails is reached.
    #[error(transparent)]
    TooManyMails(#[from] TooManyMails),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(MailCodeError);

impl Identity {
    /// Mails a code to the address, or to that of the username, if it has an account for this flow. The answer does not
    /// reveal whether it has. The mail's link redirects to `app`, if an app asked for it.
    ///
    /// # Errors
    /// [`MailCodeError`] says when.
    pub async fn mail_code(
        &self,
        name: impl Into<SignInName>,
        flow: CodeFlow,
        app: Option<&AppLink>,
        client: &ClientInfo,
    ) -> Result<(), MailCodeError> {
        if !self.policy.has_mail {
            return Err(MailCodeError::MailOff);
        }
        let kind = match flow {
            CodeFlow::Recovery => Mailing::Recovery,
            _ => Mailing::Code,
        };
        let target = self.resolve_sign_in_name(&name.into()).await?;
        self.limits
            .mail(kind, &target.counted_as, client.address)
            .await?;
        Ok(self
            .mail_allowed_code(&target.email, flow, app, client)
            .await?)
    }

    async fn mail_allowed_code(
        &self,
        email: &Email,
        flow: CodeFlow,
        app: Option<&AppLink>,
        client: &ClientInfo,
    ) -> Result<(), Error> {
        if !self.policy.takes_passwords() {
            return Ok(());
        }
        let mut uow = self.begin(&email.lock_key()).await?.for_client(client);
        let found = uow.find_claimant(email).await?;
        let mailed = match (flow, &found) {
            (CodeFlow::EmailChange, _) => {
                let user = found.as_ref().map(|(user, _)| user);
                uow.mail_change_alike(user, app, email).await?
            }
            // A proved address waits for no proof.
            (CodeFlow::SignUp, Some((_, true))) | (_, None) => {
                let purpose = flow.purpose();
                uow.mail_alike(app, Recipient::Nobody, purpose, email)
                    .await?
            }
            (_, Some((user, _))) => {
                let (user, purpose) = (Recipient::User(user), flow.purpose());
                uow.mail_alike(app, user, purpose, email).await?
            }
        };
        let event = match found {
            Some((user, _)) => Event::new(flow.requested(), &user),
            None => Event::of_nobody(flow.requested()),
        };
        let event = event.with("mailed", mailed != Mailed::Nothing);
        uow.commit(event, client).await
    }
}
