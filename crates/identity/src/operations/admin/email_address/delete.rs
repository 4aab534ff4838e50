use crate::{
    Action, Administrator, ClientInfo, Error, Identity, Irremovable,
    audit::Event,
    mail::SecurityEvent,
    operations::email_address::{TRAIT, find_removable},
    store::user_addresses,
};

/// Why an administrator could not remove an address.
#[derive(Debug, thiserror::Error)]
pub enum RemoveUserAddressError {
    /// There is no such address, or its user cannot do without it.
    #[error(transparent)]
    Needed(#[from] Irremovable),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(RemoveUserAddressError);

impl Identity {
    /// Removes an address from its user's account, with the codes that were mailed to it.
    ///
    /// # Errors
    /// [`RemoveUserAddressError`] says when.
    pub async fn remove_user_address(
        &self,
        id: &str,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<(), RemoveUserAddressError> {
        let user = user_addresses::find_user(self.database.pool(), id).await?;
        let user = &user.ok_or(Irremovable::NoSuchAddress)?;
        let mut uow = self.begin(&user.lock_key()).await?;
        let addresses = uow.list_addresses(user).await?;
        let address = find_removable(&addresses, id)?;
        uow.remove_address(user, address).await?;
        if address.verified_at.is_some() {
            uow.notify_user(user, SecurityEvent::AddressRemoved).await?;
        }
        let event = Event::new(Action::Updated, user).by(admin);
        let event = event.with(TRAIT, "removed");
        uow.commit_change(user, event, client).await?;
        Ok(())
    }
}
