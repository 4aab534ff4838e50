use crate::{Email, Error, Identity};

impl Identity {
    /// Renews the lookup keys of addresses that were stored before domains were compared in their ASCII form, and
    /// before invisible characters were dropped. Where another user has the renewed key, the old key stays.
    ///
    /// # Errors
    /// Returns [`Error`] when a query fails.
    pub(crate) async fn renew_address_keys(&self) -> Result<(), Error> {
        // The key of any other address is the same as before.
        let rows: Vec<(String, String, String)> = sqlx::query_as(
            "SELECT id, address, address_lower FROM email_addresses WHERE OCTET_LENGTH(address_lower) <> LENGTH(address_lower)",
        )
        .fetch_all(self.database.pool())
        .await?;
        for (id, address, key) in rows {
            let renewed = Email::stored(&address).lower();
            if renewed == key {
                continue;
            }
            let outcome =
                sqlx::query("UPDATE email_addresses SET address_lower = $1 WHERE id = $2")
                    .bind(renewed)
                    .bind(&id)
                    .execute(self.database.pool())
                    .await;
            match outcome {
                Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                    tracing::warn!(address_id = id, "an address is stored in two spellings");
                }
                outcome => {
                    outcome?;
                }
            }
        }
        Ok(())
    }
}
