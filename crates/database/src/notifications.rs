use std::time::Duration;

use sqlx::{AssertSqlSafe, Error, postgres::PgListener};
use tokio::time::timeout;

use super::{Database, deadline::timed_out, engine::Engine, pool::Pool};

/// How long a quiet connection is assumed to be alive.
const QUIET: Duration = Duration::from_secs(5);

/// Deadline for connecting, and for an answer on a quiet connection.
const PATIENCE: Duration = Duration::from_secs(3);

/// PostgreSQL's limit of a notification's text, in bytes.
pub const MAX_NOTIFICATION: usize = 7999;

impl Database {
    /// Whether several processes may share this database.
    pub fn is_shared(&self) -> bool {
        self.engine == Engine::Postgres
    }

    /// Sends a text of at most [`MAX_NOTIFICATION`] bytes to every process that listens on `channel`. On SQLite there is
    /// no other process.
    ///
    /// # Errors
    /// Returns an error when the database cannot be reached.
    pub async fn notify(&self, channel: &str, text: &str) -> Result<(), Error> {
        if self.is_shared() {
            // Each schema is a database of its own, and channels are the server's.
            sqlx::query("SELECT pg_notify($1::text || current_schema()::text, $2::text)")
                .bind(channel)
                .bind(text)
                .execute(self.pool())
                .await?;
        }
        Ok(())
    }

    /// Listens on `channel`, on a connection of its own. Not through a pooler that shares sessions: PostgreSQL notifies
    /// the session that listens.
    ///
    /// # Errors
    /// Returns an error when the database cannot be reached.
    pub async fn listen(&self, channel: &str) -> Result<Notifications, Error> {
        let pool = self.pool().clone();
        let term = pool.primary().term();
        let connecting = async {
            let mut listener = PgListener::connect(pool.primary().url()).await?;
            // What is sent meanwhile is lost, so the caller has to know.
            listener.eager_reconnect(false);
            let schema: String = sqlx::query_scalar("SELECT current_schema()::text")
                .fetch_one(&mut listener)
                .await?;
            let channel = format!("{channel}{schema}");
            listener.listen(&channel).await?;
            Ok((listener, channel))
        };
        let connected = timeout(PATIENCE, connecting).await;
        let (listener, channel) = connected
            .unwrap_or_else(|_| Err(timed_out()))
            .inspect_err(|error| self.pool().record_failure(error))?;
        Ok(Notifications {
            listener,
            channel,
            pool,
            term,
        })
    }
}

/// What is sent on a channel.
#[derive(Debug)]
pub struct Notifications {
    listener: PgListener,
    channel: String,
    pool: Pool,
    /// The primary's, when it was connected.
    term: usize,
}

impl Notifications {
    /// Waits for the next text.
    ///
    /// # Errors
    /// Returns an error when the connection was lost: what was sent meanwhile is lost, too.
    pub async fn next(&mut self) -> Result<String, Error> {
        loop {
            match timeout(QUIET, self.listener.try_recv()).await {
                Ok(Ok(Some(notification))) => return Ok(notification.payload().to_owned()),
                Ok(Ok(None)) => return Err(Error::PoolClosed),
                Ok(Err(error)) => return Err(error),
                Err(_) => self.check().await?,
            }
        }
    }

    /// Checks that the server answers, and is still the primary: one that vanished does not close its connections.
    async fn check(&mut self) -> Result<(), Error> {
        if self.pool.primary().term() != self.term {
            return Err(Error::PoolClosed);
        }
        let name = self.channel.replace('"', "\"\"");
        let listen = AssertSqlSafe(format!("LISTEN \"{name}\""));
        timeout(PATIENCE, sqlx::query(listen).execute(&mut self.listener))
            .await
            .unwrap_or_else(|_| Err(timed_out()))
            .map(drop)
            .inspect_err(|error| self.pool.record_failure(error))
    }
}
