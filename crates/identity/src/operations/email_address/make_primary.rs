use crate::{Error, UserId, mail::SecurityEvent, unit_of_work::UnitOfWork};

/// Why an address cannot be the primary one.
#[derive(Debug, thiserror::Error)]
pub enum PrimaryAddressError {
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

impl UnitOfWork<'_> {
    /// Makes one of the user's addresses the primary one, and notifies the previous one. Returns whether it was not.
    pub async fn make_primary(
        &mut self,
        user: &UserId,
        id: &str,
    ) -> Result<bool, PrimaryAddressError> {
        let addresses = self.list_addresses(user).await?;
        let address = addresses.iter().find(|address| address.id == id);
        let address = address.ok_or(PrimaryAddressError::NoSuchAddress)?;
        if address.is_primary {
            return Ok(false);
        }
        if address.verified_at.is_none() {
            return Err(PrimaryAddressError::NotVerified);
        }
        if !address.is_own {
            return Err(PrimaryAddressError::NotAdded);
        }
        let previous = addresses.iter().find(|address| address.is_primary);
        if let Some(previous) = previous.filter(|previous| previous.verified_at.is_some()) {
            self.notify_address(user, &previous.email, SecurityEvent::PrimaryAddressChanged)
                .await?;
        }
        self.address_changed(user).await?;
        self.set_primary_address(user, id, &address.email).await?;
        Ok(true)
    }
}
