use super::{Error, Identity};

impl Identity {
    /// The same accounts, whose tokens are issued under this address.
    #[must_use]
    pub fn issuing_as(mut self, issuer: String) -> Self {
        self.policy.issuer = issuer;
        self
    }

    /// Writes down under which address this process issues tokens, for programs that are started beside it.
    ///
    /// # Errors
    /// Returns [`Error::Store`] when a query fails.
    pub async fn publish_issuer(&self) -> Result<(), Error> {
        let issuer = &self.policy.issuer;
        if self.published_issuer().await?.as_ref() == Some(issuer) {
            return Ok(());
        }
        sqlx::query(
            "INSERT INTO published_issuer (id, issuer) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET issuer = excluded.issuer",
        )
        .bind(issuer)
        .execute(self.database.pool())
        .await?;
        Ok(())
    }

    /// Under which address the dashboard that last served this database issues tokens, if one has.
    ///
    /// # Errors
    /// Returns [`Error::Store`] when the query fails.
    pub async fn published_issuer(&self) -> Result<Option<String>, Error> {
        let row: Option<(String,)> = sqlx::query_as("SELECT issuer FROM published_issuer")
            .fetch_optional(self.database.pool())
            .await?;
        Ok(row.map(|(issuer,)| issuer))
    }
}
