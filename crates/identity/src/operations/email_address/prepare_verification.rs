use crate::{
    Action, AuthContext, ClientInfo, Email, EmailAddress, Error, Identity, TooManyMails, UserId,
    audit::Event,
    env::micros,
    limits::Mailing,
    mail::{AddressTaken, CodeMail},
    model::code_purpose::CodePurpose,
    operations::issue_code::MAILED_EVERY,
    store::email_addresses,
    unit_of_work::UnitOfWork,
};

/// Why no code to verify an address was mailed. It does not reveal whether another account has the address.
#[derive(Debug, thiserror::Error)]
pub enum MailAddressCodeError {
    /// No mail is sent.
    #[error("no mail is sent")]
    MailOff,
    /// The user has no such address.
    #[error("the user has no such address")]
    NoSuchAddress,
    /// The address is verified already.
    #[error("the address is verified already")]
    AlreadyVerified,
    /// A code was mailed to this address less than a minute ago, and is still good.
    #[error("a mail was sent a moment ago")]
    MailedJustNow,
    /// The rate limit of mails is reached.
    #[error(transparent)]
    TooManyMails(#[from] TooManyMails),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(MailAddressCodeError);

impl Identity {
    /// Mails a code to one of the user's unverified addresses, and returns the address with what is known of the code.
    /// The code is good for this address only, for half an hour and five attempts; it replaces the previous one.
    ///
    /// When another account has verified the address, its owner is mailed a notice instead, and the answer is the same:
    /// no code is right then.
    ///
    /// # Errors
    /// [`MailAddressCodeError`] says when.
    pub async fn mail_email_address_code(
        &self,
        auth: &AuthContext,
        id: &str,
        client: &ClientInfo,
    ) -> Result<EmailAddress, MailAddressCodeError> {
        if !self.policy.has_mail {
            return Err(MailAddressCodeError::MailOff);
        }
        let user = &auth.user;
        let found = self.own_email_address(auth, id).await?;
        let email = require_unverified(found)?.email;
        self.limits
            .mail(Mailing::Code, &email.lower(), client.address)
            .await?;
        let mut uow = self
            .begin_update(auth, Some(&email))
            .await?
            .for_client(client);
        // It may have been verified or removed meanwhile.
        require_unverified(uow.find_address(user, id).await?)?;
        if !uow.send_address_code(user, &email).await? {
            return Err(MailAddressCodeError::MailedJustNow);
        }
        let mailed = uow.find_address(user, id).await?;
        let event = Event::new(Action::ConfirmationRequested, user).in_session(&auth.session);
        uow.commit(event, client).await?;
        Ok(mailed.ok_or(Error::Unreadable("an address"))?)
    }
}

fn require_unverified(found: Option<EmailAddress>) -> Result<EmailAddress, MailAddressCodeError> {
    let address = found.ok_or(MailAddressCodeError::NoSuchAddress)?;
    if address.verified_at.is_some() {
        return Err(MailAddressCodeError::AlreadyVerified);
    }
    Ok(address)
}

impl UnitOfWork<'_> {
    /// Mails a code to verify an address, unless one was mailed a moment ago. Returns whether it was. The owner of an
    /// address that another user has verified is mailed a notice: the code that is saved with it is known to nobody.
    async fn send_address_code(&mut self, user: &UserId, email: &Email) -> Result<bool, Error> {
        let long_ago = self.now - micros(MAILED_EVERY);
        let purpose = CodePurpose::VerifyAddress;
        let owner = email_addresses::find_proved_owner(self.connection(), email).await?;
        let Some(issued) = self.issue_code(user, purpose, email, long_ago).await? else {
            return Ok(false);
        };
        if let Some(owner) = owner {
            let letterhead = self.letterhead(&owner).await?;
            self.enqueue_mail(&AddressTaken::new(email, letterhead))
                .await?;
        } else {
            let letterhead = self.letterhead(user).await?;
            self.enqueue_mail(&CodeMail::new(purpose, email, &issued.code, letterhead))
                .await?;
        }
        Ok(true)
    }
}
