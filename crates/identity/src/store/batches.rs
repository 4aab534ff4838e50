//! Deletion of old rows in batches, so that nobody waits for a large deletion: neither SQLite's other writers nor the
//! followers of a PostgreSQL server.

use database::Database;

/// The maximum number of rows that one transaction deletes.
pub const SIZE: u64 = 1000;

/// The statement that deletes a batch of the rows of a table on which a condition on the time `$1` holds: the table, the
/// columns of its primary key, the condition, and the column of the time.
macro_rules! delete_batch {
    ($table:literal, $key:literal, $condition:literal, $time:literal) => {
        concat!(
            "DELETE FROM ",
            $table,
            " WHERE (",
            $key,
            ") IN (SELECT ",
            $key,
            " FROM ",
            $table,
            " WHERE ",
            $condition,
            " ORDER BY ",
            $time,
            " LIMIT 1000)"
        )
    };
}
pub(super) use delete_batch;

/// Executes a statement made by `delete_batch!`, each time in a transaction of its own, until no row up to `until` is left.
pub async fn delete_all(
    database: &Database,
    statement: &'static str,
    until: i64,
) -> Result<(), sqlx::Error> {
    loop {
        let mut transaction = database.begin().await?;
        let deleted = sqlx::query(statement)
            .bind(until)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        if deleted.rows_affected() < SIZE {
            return Ok(());
        }
    }
}
