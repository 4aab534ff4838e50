use super::UserAddress;
use crate::{
    Action, AddressError, Administrator, ClientInfo, Email, Error, Identity, UserId, audit::Event,
    operations::email_address::TRAIT,
};

/// Why an administrator could not replace a user's addresses.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceUserAddressesError {
    /// There is no such user.
    #[error("there is no such user")]
    NoSuchUser,
    /// The user may not have this address.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(ReplaceUserAddressesError);

impl Identity {
    /// Replaces all addresses of a user by this one, which counts as verified and is the primary one. Those that only a
    /// provider vouches for stay. The previous primary address is notified.
    ///
    /// # Errors
    /// [`ReplaceUserAddressesError`] says when.
    pub async fn replace_user_addresses(
        &self,
        user: &UserId,
        email: &Email,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<UserAddress, ReplaceUserAddressesError> {
        let mut uow = self.begin_on_user(user, Some(email)).await?;
        let before = uow.find_user(user).await?;
        let before = before.ok_or(ReplaceUserAddressesError::NoSuchUser)?;
        uow.give_email(user, email).await?;
        let others = before.email_addresses.iter().filter(|it| {
            let is_it = it.email.lower() == email.lower();
            it.is_own && !it.is_primary && !is_it
        });
        for other in others {
            uow.remove_address(user, other).await?;
        }
        let addresses = uow.list_addresses(user).await?;
        let primary = addresses.into_iter().find(|it| it.is_primary);
        let id = primary.ok_or(Error::Unreadable("an address"))?.id;
        let event = Event::new(Action::Updated, user).by(admin);
        let event = event.with(TRAIT, "replaced");
        Ok(uow.commit_address(user, &id, event, client).await?)
    }
}
