//! Sessions that ended or expired long ago.

use database::Database;

use crate::store::{batches::delete_batch, statements};

statements! {
    DELETE_EXPIRED = delete_batch!("sessions", "id", "expire_at <= $1", "expire_at");
    DELETE_ENDED = delete_batch!("sessions", "id", "ended_at <= $1", "ended_at");
}

/// Deletes the sessions that ended or expired up to `until`.
pub async fn delete(database: &Database, until: i64) -> Result<(), sqlx::Error> {
    database.delete_in_batches(DELETE_EXPIRED, until).await?;
    database.delete_in_batches(DELETE_ENDED, until).await
}
