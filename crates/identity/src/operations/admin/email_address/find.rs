use crate::{
    AdministeredUser, ClientInfo, EmailAddress, Error, Identity, UserId, audit::Event,
    store::user_addresses, unit_of_work::UnitOfWork,
};

/// An address, and the user whose it is.
#[derive(Debug, Clone)]
pub struct UserAddress {
    /// The user.
    pub user: AdministeredUser,
    /// The address, one of the user's.
    pub address: EmailAddress,
}

impl UserAddress {
    /// The user's address with this identifier.
    fn of(user: AdministeredUser, id: &str) -> Option<Self> {
        let address = user.email_addresses.iter().find(|it| it.id == id).cloned();
        address.map(|address| Self { user, address })
    }
}

impl Identity {
    /// Finds an address by its identifier, unless its user was deleted.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when a query fails.
    pub async fn find_email_address(&self, id: &str) -> Result<Option<UserAddress>, Error> {
        let user = user_addresses::find_user(self.database.pool(), id).await?;
        let Some(user) = user else { return Ok(None) };
        let found = self.find_user(&user).await?;
        Ok(found.and_then(|user| UserAddress::of(user, id)))
    }
}

impl UnitOfWork<'_> {
    /// Commits an administrator's change of an address. Returns the address as it is now.
    pub(super) async fn commit_address(
        self,
        user: &UserId,
        id: &str,
        event: Event,
        client: &ClientInfo,
    ) -> Result<UserAddress, Error> {
        let changed = self.commit_change(user, event, client).await?;
        UserAddress::of(changed, id).ok_or(Error::Unreadable("an address"))
    }
}
