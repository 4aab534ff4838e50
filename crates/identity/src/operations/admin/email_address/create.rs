use super::UserAddress;
use crate::{
    Action, AddressError, Administrator, ClientInfo, Email, Error, Identity, PrimaryAddressError,
    UserId,
    audit::Event,
    mail::SecurityEvent,
    operations::email_address::{MOST, TRAIT},
};

/// An address that an administrator adds.
#[derive(Debug, Clone)]
pub struct NewUserAddress {
    /// The address.
    pub email: Email,
    /// Whether it counts as verified.
    pub is_verified: bool,
    /// Whether it becomes the primary one. The first address of a user does in any case, and the first verified one.
    pub is_primary: bool,
}

/// Why an administrator could not add an address.
#[derive(Debug, thiserror::Error)]
pub enum AddUserAddressError {
    /// There is no such user.
    #[error("there is no such user")]
    NoSuchUser,
    /// The user may not have this address: it is another user's, or theirs already.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The user has ten addresses, the most there can be.
    #[error("the user has too many addresses")]
    TooMany,
    /// The address cannot be the primary one.
    #[error(transparent)]
    Primary(#[from] PrimaryAddressError),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(AddUserAddressError);

impl Identity {
    /// Adds an address to a user's account.
    ///
    /// # Errors
    /// [`AddUserAddressError`] says when.
    pub async fn add_user_address(
        &self,
        user: &UserId,
        new: &NewUserAddress,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<UserAddress, AddUserAddressError> {
        let email = &new.email;
        let mut uow = self.begin_on_user(user, Some(email)).await?;
        let before = uow.find_user(user).await?;
        let before = before.ok_or(AddUserAddressError::NoSuchUser)?;
        let mut own = before.email_addresses.iter().filter(|it| it.is_own);
        let is_known = own.any(|it| it.email.lower() == email.lower());
        if is_known || uow.find_owner(email).await?.is_some() {
            return Err(AddressError::Exists.into());
        }
        email.require_valid().map_err(AddressError::from)?;
        if before.email_addresses.iter().filter(|it| it.is_own).count() >= MOST {
            return Err(AddUserAddressError::TooMany);
        }
        let id = uow.find_or_add_address(user, email).await?;
        if new.is_verified {
            uow.verify_email(user, email).await?;
            uow.notify_user(user, SecurityEvent::AddressAdded).await?;
            uow.ensure_primary(user, &id, email).await?;
        }
        if before.email_addresses.is_empty() {
            uow.set_primary_address(user, &id, email).await?;
        } else if new.is_primary {
            uow.make_primary(user, &id).await?;
        }
        let event = Event::new(Action::Updated, user).by(admin);
        let event = event.with(TRAIT, "added");
        Ok(uow.commit_address(user, &id, event, client).await?)
    }
}
