use super::{MOST, TRAIT};
use crate::{
    Action, AuthContext, ClientInfo, Email, EmailAddress, Error, Identity, InvalidEmail,
    TooManyMails, audit::Event, limits::Mailing, mail::SecurityEvent,
};

/// Why an address was not added. Where addresses are verified by mail, it does not reveal whether another account has it.
#[derive(Debug, thiserror::Error)]
pub enum AddAddressError {
    /// The user has to reauthenticate first.
    #[error("the last authentication is too long ago")]
    ReauthenticationNeeded,
    /// No mail is sent, so that addresses cannot be verified.
    #[error("no mail is sent")]
    MailOff,
    /// No mail server accepts such an address.
    #[error("the address is not valid")]
    Invalid,
    /// It is one of the user's addresses already.
    #[error("the user has the address already")]
    AlreadyAdded,
    /// The user has ten addresses, the most there can be.
    #[error("the user has too many addresses")]
    TooMany,
    /// Another account has the address; revealed only where addresses need no verification.
    #[error("another account has the address")]
    Exists,
    /// The rate limit is reached; only where addresses need no verification.
    #[error(transparent)]
    TooManyMails(#[from] TooManyMails),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(AddAddressError);

impl From<InvalidEmail> for AddAddressError {
    fn from(InvalidEmail: InvalidEmail) -> Self {
        Self::Invalid
    }
}

impl Identity {
    /// Adds an address to the user's account, and returns it. It is unverified and of no use until
    /// [`verify_email_address`](Self::verify_email_address); nothing is mailed before
    /// [`mail_email_address_code`](Self::mail_email_address_code). Where addresses need no verification
    /// (`AuthPolicy::autoconfirm`) it is verified at once.
    ///
    /// An address that another account has is added like any other: its code is never mailed, but its owner is told.
    ///
    /// # Errors
    /// [`AddAddressError`] says when.
    pub async fn add_email_address(
        &self,
        auth: &AuthContext,
        email: &Email,
        client: &ClientInfo,
    ) -> Result<EmailAddress, AddAddressError> {
        if !self.has_confirmed(auth).await? {
            return Err(AddAddressError::ReauthenticationNeeded);
        }
        if !self.policy.takes_new_addresses() {
            return Err(AddAddressError::MailOff);
        }
        email.require_valid()?;
        let needs_code = !self.policy.autoconfirm;
        if !needs_code {
            // The answer tells whether another account has the address.
            self.limits
                .mail(Mailing::Code, &email.lower(), client.address)
                .await?;
        }
        let user = &auth.user;
        let mut uow = self
            .begin_update(auth, Some(email))
            .await?
            .for_client(client);
        let addresses = uow.list_addresses(user).await?;
        let mut own = addresses.iter().filter(|address| address.is_own);
        if own.any(|address| address.email.lower() == email.lower()) {
            return Err(AddAddressError::AlreadyAdded);
        }
        if addresses.iter().filter(|address| address.is_own).count() >= MOST {
            return Err(AddAddressError::TooMany);
        }
        if !needs_code && uow.find_owner(email).await?.is_some() {
            return Err(AddAddressError::Exists);
        }
        let id = uow.find_or_add_address(user, email).await?;
        if !needs_code {
            uow.prove_address(user, &id, email, client).await?;
            uow.notify_user(user, SecurityEvent::AddressAdded).await?;
        }
        uow.touch(user).await?;
        let added = uow.find_address(user, &id).await?;
        let event = Event::new(Action::Updated, user).in_session(&auth.session);
        uow.commit(event.with(TRAIT, "added"), client).await?;
        Ok(added.ok_or(Error::Unreadable("an address"))?)
    }
}
