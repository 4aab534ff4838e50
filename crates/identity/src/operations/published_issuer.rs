use crate::{Error, Identity, store};

impl Identity {
    /// Issues tokens under this issuer.
    #[must_use]
    pub fn issuing_as(mut self, issuer: String) -> Self {
        self.policy.issuer = issuer;
        self
    }

    /// Stores the issuer of this process's tokens, for programs that are started beside it.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when a query fails.
    pub async fn publish_issuer(&self) -> Result<(), Error> {
        let issuer = &self.policy.issuer;
        if self.published_issuer().await?.as_ref() == Some(issuer) {
            return Ok(());
        }
        store::published_issuer::save(self.database.pool(), issuer).await?;
        Ok(())
    }

    /// The issuer of the dashboard that last served this database, if one has.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn published_issuer(&self) -> Result<Option<String>, Error> {
        Ok(store::published_issuer::find(self.database.pool()).await?)
    }
}
