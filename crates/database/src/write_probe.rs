use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use sqlx::Error;
use tokio::sync::Mutex;

use super::{Database, transaction::Transaction};

/// How long a successful write is cached, so that frequent checks do not keep the disk busy.
const WRITTEN_RECENTLY: Duration = Duration::from_secs(2);

/// How long a failure is cached for concurrent checks.
const FAILED_RECENTLY: Duration = Duration::from_millis(500);

/// The size of a write after a failure: more than a full disk may have left by chance.
const PADDING: usize = 64 * 1024;

/// The result of the last check.
#[derive(Debug, Clone, Default)]
pub(super) struct WriteProbe(Arc<Mutex<Option<ProbeResult>>>);

#[derive(Debug)]
struct ProbeResult {
    at: Instant,
    failure: Option<Arc<Error>>,
}

impl Database {
    /// Checks that the database answers and takes writes.
    ///
    /// # Errors
    /// Returns why it does not.
    pub async fn check(&self) -> Result<(), Arc<Error>> {
        self.ping().await?;
        let mut last = self.probe.0.lock().await;
        let in_doubt = self.pool.writes().are_in_doubt();
        if let Some(ProbeResult { at, failure }) = &*last {
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
        *last = Some(ProbeResult {
            at: Instant::now(),
            failure: failure.clone(),
        });
        failure.map_or(Ok(()), Err)
    }

    /// Commits a write of this size.
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
