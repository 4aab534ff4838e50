use crate::{
    ClientInfo, Email, EmailAddress, Error, UserId,
    store::{email_addresses, email_changes, identities, user_addresses},
    unit_of_work::UnitOfWork,
};
use database::Connection;

/// The user's addresses, also inside a transaction.
pub(super) async fn list(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Vec<EmailAddress>, Error> {
    let own = user_addresses::list(connection, user).await?;
    let identities = identities::list(connection, user).await?;
    Ok(EmailAddress::all(own, &identities))
}

impl UnitOfWork<'_> {
    /// The user's addresses.
    pub async fn list_addresses(&mut self, user: &UserId) -> Result<Vec<EmailAddress>, Error> {
        list(self.connection(), user).await
    }

    /// One of the user's addresses.
    pub async fn find_address(
        &mut self,
        user: &UserId,
        id: &str,
    ) -> Result<Option<EmailAddress>, Error> {
        let addresses = self.list_addresses(user).await?;
        Ok(addresses.into_iter().find(|address| address.id == id))
    }

    /// Whether this is the user's primary address.
    pub async fn is_primary_address(
        &mut self,
        user: &UserId,
        email: &Email,
    ) -> Result<bool, Error> {
        let addresses = self.list_addresses(user).await?;
        let primary = addresses.iter().find(|address| address.is_primary);
        Ok(primary.is_some_and(|primary| primary.email.lower() == email.lower()))
    }

    /// The identifier of this address among the user's own, to which it is added unverified if need be.
    pub async fn find_or_add_address(
        &mut self,
        user: &UserId,
        email: &Email,
    ) -> Result<String, Error> {
        let known = user_addresses::find_id(self.connection(), user, email).await?;
        if let Some(id) = known {
            return Ok(id);
        }
        let (id, now) = (self.identity.env.id(), self.now);
        email_addresses::create(self.connection(), &id, user, email, now).await?;
        Ok(id)
    }

    /// Makes one of the user's own addresses the primary one. A change of address that waits for confirmation is
    /// cancelled.
    pub async fn set_primary_address(
        &mut self,
        user: &UserId,
        id: &str,
        email: &Email,
    ) -> Result<(), Error> {
        let now = self.now;
        let connection = self.connection();
        email_changes::finish(connection, user, id).await?;
        email_changes::delete_codes(connection, user).await?;
        Ok(identities::set_local_email(connection, user, email, now).await?)
    }

    /// Marks one of the user's own addresses as verified. Accounts that others created with it and never verified are
    /// deleted, and others' unverified claims to it are removed.
    pub async fn prove_address(
        &mut self,
        user: &UserId,
        id: &str,
        email: &Email,
        client: &ClientInfo,
    ) -> Result<(), Error> {
        self.delete_unproved_accounts(user, email, client).await?;
        self.verify_email(user, email).await?;
        self.ensure_primary(user, id, email).await
    }

    /// Makes this verified address the primary one of a user who has no verified primary address.
    pub async fn ensure_primary(
        &mut self,
        user: &UserId,
        id: &str,
        email: &Email,
    ) -> Result<(), Error> {
        let addresses = self.list_addresses(user).await?;
        let mut primary = addresses.iter().filter(|address| address.is_primary);
        if primary.any(|address| address.verified_at.is_some()) {
            return Ok(());
        }
        self.address_changed(user).await?;
        self.set_primary_address(user, id, email).await
    }
}
