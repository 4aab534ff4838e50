use std::{sync::atomic::Ordering, time::Duration};

use crate::{
    Email, Error, Identity,
    env::micros,
    store::email_addresses::{self, StoredAddress},
};

/// The interval at which the keys are renewed: all addresses are read for it.
const RENEWED_EVERY: Duration = Duration::from_hours(24);

impl Identity {
    /// Renews the lookup keys of addresses that were stored before domains were compared in their ASCII form, and
    /// before invisible characters were dropped, once a day. Where another user has the renewed key, the old key stays.
    ///
    /// # Errors
    /// Returns [`Error`] when a query fails.
    pub(crate) async fn renew_address_keys(&self) -> Result<(), Error> {
        let now = self.env.now();
        let due_at = self.address_keys_due_at.load(Ordering::Relaxed);
        if now < due_at {
            return Ok(());
        }
        let database = self.database.in_background();
        let mut last = String::new();
        loop {
            let page = email_addresses::list_page(database.pool(), &last).await?;
            let Some(end) = page.last() else {
                break;
            };
            last.clone_from(&end.id);
            // The key of any other address is the same as before.
            for stored in page.into_iter().filter(|stored| !stored.key.is_ascii()) {
                self.renew_address_key(&stored).await?;
            }
        }
        let due_at = now + micros(RENEWED_EVERY);
        self.address_keys_due_at.store(due_at, Ordering::Relaxed);
        Ok(())
    }

    async fn renew_address_key(&self, stored: &StoredAddress) -> Result<(), Error> {
        let renewed = Email::stored(&stored.address).lower();
        if renewed == stored.key {
            return Ok(());
        }
        let pool = self.database.pool();
        let outcome = email_addresses::set_key(pool, &stored.id, &renewed).await;
        match outcome.map_err(Error::from) {
            Err(error) if error.is_unique_violation() => {
                let id = &stored.id;
                tracing::warn!(address_id = id, "an address is stored in two spellings");
                Ok(())
            }
            outcome => outcome,
        }
    }
}
