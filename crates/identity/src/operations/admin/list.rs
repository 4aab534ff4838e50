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
        let mut found = Vec::new();
        for user in accounts::list(&mut connection, &filter, order, page).await? {
            found.extend(find_account::read(&mut connection, &user).await?);
        }
        Ok((found, total))
    }
}
