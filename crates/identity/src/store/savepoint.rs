//! A savepoint inside a transaction.

use database::Connection;

/// Sets the savepoint.
pub async fn set(connection: &mut Connection) -> Result<(), sqlx::Error> {
    execute(connection, "SAVEPOINT operation").await
}

/// Undoes what was done since the savepoint was set. It stays set.
pub async fn roll_back(connection: &mut Connection) -> Result<(), sqlx::Error> {
    execute(connection, "ROLLBACK TO SAVEPOINT operation").await
}

/// Removes the savepoint, and keeps what was done since.
pub async fn release(connection: &mut Connection) -> Result<(), sqlx::Error> {
    execute(connection, "RELEASE SAVEPOINT operation").await
}

async fn execute(connection: &mut Connection, statement: &'static str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(statement).execute(connection).await?;
    Ok(())
}
