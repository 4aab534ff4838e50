use super::{TRAIT, make_primary::PrimaryAddressError};
use crate::{Action, AuthContext, ClientInfo, EmailAddress, Error, Identity, audit::Event};

/// Why an address was not made the primary one.
#[derive(Debug, thiserror::Error)]
pub enum SetPrimaryAddressError {
    /// The user has to reauthenticate first.
    #[error("the last authentication is too long ago")]
    ReauthenticationNeeded,
    /// The user has no such address.
    #[error("the user has no such address")]
    NoSuchAddress,
    /// The address is not verified.
    #[error("the address is not verified")]
    NotVerified,
    /// Only a provider vouches for the address: it has to be added to the account first.
    #[error("only a provider vouches for the address")]
    NotAdded,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(SetPrimaryAddressError);

impl From<PrimaryAddressError> for SetPrimaryAddressError {
    fn from(error: PrimaryAddressError) -> Self {
        match error {
            PrimaryAddressError::NoSuchAddress => Self::NoSuchAddress,
            PrimaryAddressError::NotVerified => Self::NotVerified,
            PrimaryAddressError::NotAdded => Self::NotAdded,
            PrimaryAddressError::Failed(error) => Self::Failed(error),
        }
    }
}

impl Identity {
    /// Makes one of the user's verified addresses the primary one, and returns it. The previous one stays, and is
    /// notified; a change of address that waits for confirmation is cancelled. Publishes
    /// [`AddressChanged`](crate::AddressChanged).
    ///
    /// # Errors
    /// [`SetPrimaryAddressError`] says when.
    pub async fn set_primary_email_address(
        &self,
        auth: &AuthContext,
        id: &str,
        client: &ClientInfo,
    ) -> Result<EmailAddress, SetPrimaryAddressError> {
        if !self.has_confirmed(auth).await? {
            return Err(SetPrimaryAddressError::ReauthenticationNeeded);
        }
        let user = &auth.user;
        let mut uow = self.begin(&user.lock_key()).await?.for_client(client);
        if !uow.make_primary(user, id).await? {
            let address = uow.find_address(user, id).await?;
            return address.ok_or(SetPrimaryAddressError::NoSuchAddress);
        }
        uow.touch(user).await?;
        let primary = uow.find_address(user, id).await?;
        let event = Event::new(Action::Updated, user).in_session(&auth.session);
        uow.commit(event.with(TRAIT, "primary"), client).await?;
        Ok(primary.ok_or(Error::Unreadable("an address"))?)
    }
}
