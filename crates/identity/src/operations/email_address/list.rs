use crate::{AuthContext, EmailAddress, Error, Identity, operations::email_address::stored};

impl Identity {
    /// The user's addresses: those they added, the oldest first, and then those that only a provider vouches for.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when a query fails.
    pub async fn own_email_addresses(
        &self,
        auth: &AuthContext,
    ) -> Result<Vec<EmailAddress>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        stored::list(&mut connection, &auth.user).await
    }

    /// One of the user's addresses, by its identifier. Those of other users are not found.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when a query fails.
    pub async fn own_email_address(
        &self,
        auth: &AuthContext,
        id: &str,
    ) -> Result<Option<EmailAddress>, Error> {
        let addresses = self.own_email_addresses(auth).await?;
        Ok(addresses.into_iter().find(|address| address.id == id))
    }
}
