use super::DatabaseStore;

/// The maximum number of events that one statement deletes.
const BATCH: u64 = 1000;

impl DatabaseStore {
    /// Deletes the events that were dead-lettered before `instant`, a batch at a time.
    pub(super) async fn delete_dead_before(&self, instant: i64) -> Result<(), sqlx::Error> {
        loop {
            let mut transaction = self.database.in_background().begin().await?;
            let deleted = sqlx::query(
                "DELETE FROM outbox WHERE event_id IN (SELECT event_id FROM outbox WHERE refused_at < $1 \
                 ORDER BY refused_at LIMIT 1000)",
            )
            .bind(instant)
            .execute(&mut *transaction)
            .await?;
            transaction.commit().await?;
            if deleted.rows_affected() < BATCH {
                return Ok(());
            }
        }
    }
}
