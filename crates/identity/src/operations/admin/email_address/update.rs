use super::UserAddress;
use crate::{
    Action, AddressError, Administrator, ClientInfo, EmailAddress, Error, Identity, Irremovable,
    PrimaryAddressError, UserId,
    audit::Event,
    mail::SecurityEvent,
    operations::email_address::{TRAIT, find_removable},
    store::user_addresses,
    unit_of_work::UnitOfWork,
};

/// An administrator's edit of an address. Absent fields stay unchanged.
#[derive(Debug, Clone, Copy, Default)]
pub struct AddressEdit {
    /// Whether it counts as verified.
    pub is_verified: Option<bool>,
    /// Whether it becomes the primary one.
    pub is_primary: Option<bool>,
}

/// Why an administrator could not edit an address.
#[derive(Debug, thiserror::Error)]
pub enum EditUserAddressError {
    /// There is no such address.
    #[error("there is no such address")]
    NoSuchAddress,
    /// Another user has verified the address.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The user cannot do without the verified address.
    #[error(transparent)]
    Needed(#[from] Irremovable),
    /// A user has one primary address: it is another one that has to be made primary.
    #[error("a user has a primary address")]
    PrimaryNeeded,
    /// The address cannot be the primary one.
    #[error(transparent)]
    Primary(#[from] PrimaryAddressError),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(EditUserAddressError);

impl Identity {
    /// Edits an address: all of it, or nothing.
    ///
    /// # Errors
    /// [`EditUserAddressError`] says when.
    pub async fn edit_user_address(
        &self,
        id: &str,
        edit: AddressEdit,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<UserAddress, EditUserAddressError> {
        let found = self.find_email_address(id).await?;
        let found = found.ok_or(EditUserAddressError::NoSuchAddress)?;
        let (user, email) = (&found.user.account.id, &found.address.email);
        let mut uow = self.begin_on_user(user, Some(email)).await?;
        let address = uow.find_address(user, id).await?;
        let address = address.ok_or(EditUserAddressError::NoSuchAddress)?;
        if let Some(is_verified) = edit.is_verified {
            uow.set_verified(user, &address, is_verified).await?;
        }
        match edit.is_primary {
            Some(true) => {
                uow.make_primary(user, id).await?;
            }
            Some(false) if address.is_primary => return Err(EditUserAddressError::PrimaryNeeded),
            Some(false) | None => {}
        }
        let event = Event::new(Action::Updated, user).by(admin);
        let event = event.with(TRAIT, "edited");
        Ok(uow.commit_address(user, id, event, client).await?)
    }
}

impl UnitOfWork<'_> {
    async fn set_verified(
        &mut self,
        user: &UserId,
        address: &EmailAddress,
        is_verified: bool,
    ) -> Result<(), EditUserAddressError> {
        let email = &address.email;
        match (address.verified_at, is_verified) {
            (None, true) => {
                let owner = self.find_owner(email).await?;
                if owner.is_some_and(|owner| owner != *user) {
                    return Err(AddressError::Exists.into());
                }
                self.notify_user(user, SecurityEvent::AddressAdded).await?;
                self.verify_email(user, email).await?;
                self.ensure_primary(user, &address.id, email).await?;
            }
            (Some(_), false) => {
                let addresses = self.list_addresses(user).await?;
                find_removable(&addresses, &address.id)?;
                user_addresses::unverify(self.connection(), user, &address.id).await?;
            }
            (Some(_), true) | (None, false) => {}
        }
        Ok(())
    }
}
