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

    /// The audit log, oldest entry first, up to the first entry whose hash does not match: fewer entries than the table
    /// has mean that it was tampered with.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn audit_log(&self) -> Result<Vec<AuditEntry>, Error> {
        let mut entries = audit_events::list_all(self.database.pool()).await?;
        let holds = |pair: &[AuditEntry]| pair[1].hash == pair[1].expected_hash(&pair[0].hash);
        if let Some(broken) = entries.windows(2).position(|pair| !holds(pair)) {
            entries.truncate(broken + 1);
        }
        Ok(entries)
    }
}
