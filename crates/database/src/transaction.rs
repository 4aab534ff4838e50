use std::ops::{Deref, DerefMut};

use sqlx::Error;
use tokio::sync::OwnedSemaphorePermit;

use super::{connection::Connection, engine::Engine, pool::Pool};

/// A transaction that writes. It is rolled back when it is dropped without a commit.
///
/// It sends `BEGIN`, `COMMIT` and `ROLLBACK` itself: the driver counts the depth of nested transactions, and miscounts
/// for good once SQLite, on a full disk, has rolled back by itself.
#[derive(Debug)]
pub struct Transaction {
    connection: Connection,
    /// The write permit, on an engine with a single writer.
    _writer: Option<OwnedSemaphorePermit>,
}

impl Transaction {
    pub(super) async fn begin(pool: &Pool) -> Result<Self, Error> {
        let writer = pool.writer().await?;
        let mut connection = pool.acquire().await?;
        // From here on it is rolled back when it is dropped, whatever became of the `BEGIN`.
        connection.in_transaction = true;
        let begin = connection.engine().begin();
        if let Err(error) = connection.transaction_control(begin).await {
            if connection.engine() == Engine::Postgres {
                connection.close_on_drop();
            }
            return Err(error);
        }
        Ok(Self {
            connection,
            _writer: writer,
        })
    }

    /// Commits the transaction.
    ///
    /// # Errors
    /// Returns an error when the database does not commit, or does not answer; then it may have committed.
    pub async fn commit(mut self) -> Result<(), Error> {
        self.connection.transaction_control("COMMIT").await?;
        self.connection.in_transaction = false;
        self.connection.record_commit();
        Ok(())
    }

    /// Rolls the transaction back.
    ///
    /// # Errors
    /// Returns an error when the database does not answer; then it rolls back by itself.
    pub async fn rollback(mut self) -> Result<(), Error> {
        self.connection.transaction_control("ROLLBACK").await?;
        self.connection.in_transaction = false;
        Ok(())
    }
}

impl Deref for Transaction {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }
}
