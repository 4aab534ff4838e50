use super::DatabaseStore;

const DELETE_DEAD: &str = "DELETE FROM outbox WHERE event_id IN (SELECT event_id FROM outbox WHERE refused_at < $1 \
     ORDER BY refused_at LIMIT 1000)";

impl DatabaseStore {
    /// Deletes the events that were dead-lettered before `instant`.
    pub(super) async fn delete_dead_before(&self, instant: i64) -> Result<(), sqlx::Error> {
        let database = self.database.in_background();
        database.delete_in_batches(DELETE_DEAD, instant).await
    }
}
