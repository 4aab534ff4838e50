use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use sqlx::Error;
use tokio::sync::Mutex;

use super::{Database, transaction::Transaction};

/// How long a write is taken to show that writing works, so that nobody who asks often makes the disk busy.
const WRITTEN_RECENTLY: Duration = Duration::from_secs(2);

/// How long a failure is told to others who ask at the same time.
const FAILED_RECENTLY: Duration = Duration::from_millis(500);

/// What is written after something went wrong: more than a full disk may have left by chance.
const PADDING: usize = 64 * 1024;

/// What the last check of a database found.
#[derive(Debug, Clone, Default)]
pub(super) struct Probe(Arc<Mutex<Option<Found>>>);

#[derive(Debug)]
struct Found {
    at: Instant,
    failure: Option<Arc<Error>>,
}

impl Database {
    /// Whether the database answers and takes writes.
    ///
    /// # Errors
    /// Returns why it does not.
    pub async fn check(&self) -> Result<(), Arc<Error>> {
        self.ping().await?;
        let mut last = self.probe.0.lock().await;
        let in_doubt = self.pool.writes().are_in_doubt();
        if let Some(Found { at, failure }) = &*last {
            match failure {
                Some(failure) if at.elapsed() < FAILED_RECENTLY && in_doubt => {
                    return Err(failure.clone());
                }
                None if at.elapsed() < WRITTEN_RECENTLY && !in_doubt => return Ok(()),
                _ => {}
            }
        }
        let written = self.write(if in_doubt { PADDING } else { 0 }).await;
        let failure = written.err().map(Arc::new);
        *last = Some(Found {
            at: Instant::now(),
            failure: failure.clone(),
        });
        failure.map_or(Ok(()), Err)
    }

    /// Writes something of this size, and keeps it.
    async fn write(&self, size: usize) -> Result<(), Error> {
        let mut transaction = Transaction::begin(&self.pool).await?;
        sqlx::query(
            "INSERT INTO write_probe (id, writes, padding) VALUES (1, 1, $1) \
             ON CONFLICT (id) DO UPDATE SET writes = write_probe.writes + 1, padding = excluded.padding",
        )
        .bind("0".repeat(size))
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await
    }
}
