use crate::{Account, Error, Identity, Order, Page, operations::find_account, store::accounts};

impl Identity {
    /// The accounts whose address contains `filter`, in this order, and their total number.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when a query fails.
    pub async fn accounts(
        &self,
        filter: &str,
        order: Order,
        page: Page,
    ) -> Result<(Vec<Account>, i64), Error> {
        let mut connection = self.database.pool().acquire().await?;
        let filter = filter.to_lowercase();
        let total = accounts::count(&mut connection, &filter).await?;
        let users = accounts::list(&mut connection, &filter, order, page).await?;
        let found = find_account::read_each(&mut connection, &users).await?;
        let accounts = found.into_iter().map(|(account, _)| account);
        Ok((accounts.collect(), total))
    }
}
