use sqlx::Error;

use super::Database;

/// The maximum number of rows that a statement for [`Database::delete_in_batches`] deletes.
pub const BATCH: u64 = 1000;

impl Database {
    /// Executes a statement that deletes [`BATCH`] rows up to the time `$1` at most, each time in a transaction of its own,
    /// until no such row is left. Neither SQLite's other writers nor the followers of a PostgreSQL server wait for a large
    /// deletion.
    ///
    /// # Errors
    /// Returns the error of a transaction. What was deleted before stays deleted.
    pub async fn delete_in_batches(
        &self,
        statement: &'static str,
        until: i64,
    ) -> Result<(), Error> {
        loop {
            let mut transaction = self.begin().await?;
            let deleted = sqlx::query(statement)
                .bind(until)
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await?;
            if deleted.rows_affected() < BATCH {
                return Ok(());
            }
        }
    }
}
