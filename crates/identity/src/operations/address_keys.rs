use crate::{Email, Error, Identity, store::email_addresses};

impl Identity {
    /// Renews the lookup keys of addresses that were stored before domains were compared in their ASCII form, and
    /// before invisible characters were dropped. Where another user has the renewed key, the old key stays.
    ///
    /// # Errors
    /// Returns [`Error`] when a query fails.
    pub(crate) async fn renew_address_keys(&self) -> Result<(), Error> {
        // The key of any other address is the same as before.
        let pool = self.database.pool();
        for stored in email_addresses::list_international(pool).await? {
            let renewed = Email::stored(&stored.address).lower();
            if renewed == stored.key {
                continue;
            }
            let outcome = email_addresses::set_key(pool, &stored.id, &renewed).await;
            match outcome.map_err(Error::from) {
                Err(error) if error.is_unique_violation() => {
                    let id = stored.id;
                    tracing::warn!(address_id = id, "an address is stored in two spellings");
                }
                outcome => outcome?,
            }
        }
        Ok(())
    }
}
