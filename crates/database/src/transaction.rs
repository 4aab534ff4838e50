use std::ops::{Deref, DerefMut};

use sqlx::Error;
use tokio::sync::OwnedSemaphorePermit;

use super::{connection::Connection, engine::Engine, pool::Pool};

/// A transaction that writes. What is not committed when it is dropped is rolled back.
///
/// It sends `BEGIN`, `COMMIT` and `ROLLBACK` itself: the driver counts how deep a connection is in transactions, and
/// counts wrong for ever once SQLite, whose disk is full, has rolled back by itself.
#[derive(Debug)]
pub struct Transaction {
    connection: Connection,
    /// The others of this process write after it.
    _writer: Option<OwnedSemaphorePermit>,
}

impl Transaction {
    pub(super) async fn begin(pool: &Pool) -> Result<Self, Error> {
        let writer = pool.writer().await?;
        let mut connection = pool.acquire().await?;
        // From here on it is rolled back when it is dropped, whatever became of the `BEGIN`.
        connection.in_transaction = true;
        let begin = connection.engine().begin();
        if let Err(error) = connection.control(begin).await {
            if connection.engine() == Engine::Postgres {
                connection.give_up();
            }
            return Err(error);
        }
        Ok(Self {
            connection,
            _writer: writer,
        })
    }

    /// Keeps what was written.
    ///
    /// # Errors
    /// Returns an error when the database does not keep it, or does not answer; then it may have been kept.
    pub async fn commit(mut self) -> Result<(), Error> {
        self.connection.control("COMMIT").await?;
        self.connection.in_transaction = false;
        self.connection.note_commit();
        Ok(())
    }

    /// Undoes what was written.
    ///
    /// # Errors
    /// Returns an error when the database does not answer; then it undoes it by itself.
    pub async fn rollback(mut self) -> Result<(), Error> {
        self.connection.control("ROLLBACK").await?;
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
