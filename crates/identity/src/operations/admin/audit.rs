use crate::{AuditEntry, AuditFilter, Error, Identity, Page, store::audit_events};

impl Identity {
    /// The matching entries, newest first, and their total number.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when a query fails.
    pub async fn audit_entries(
        &self,
        filter: &AuditFilter,
        page: Page,
    ) -> Result<(Vec<AuditEntry>, i64), Error> {
        let pool = self.database.pool();
        let total = audit_events::count(pool, filter).await?;
        let entries = audit_events::list(pool, filter, page).await?;
        Ok((entries, total))
    }
}
