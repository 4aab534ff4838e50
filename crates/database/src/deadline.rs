use std::{
    io,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sqlx::Error;
use tokio::time::{Instant, timeout_at};

use super::engine::Engine;

/// Deadline for acquiring a connection, from the pool or a new one.
pub(super) const ACQUIRE: Duration = Duration::from_millis(2500);

/// Deadline for acquiring a connection and its first statement together, so that a request is answered within five
/// seconds after a database stops answering.
const FIRST: Duration = Duration::from_secs(4);

/// The minimum of it that is left for the statement, however long the connection took.
const FIRST_STATEMENT: Duration = Duration::from_millis(1500);

/// Deadline for each later statement.
const STATEMENT: Duration = Duration::from_millis(3800);

/// Deadline for any of these while other statements are answered: the database is slow then, or many requests wait for one
/// lock, but it is not silent.
pub(super) const LONGEST: Duration = Duration::from_secs(10);

/// Deadline for a statement of background work, such as deleting old rows.
const BACKGROUND_STATEMENT: Duration = Duration::from_mins(1);

/// The deadlines of statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DeadlinePolicy {
    /// For requests.
    Request,
    /// For background work.
    Background,
}

impl DeadlinePolicy {
    /// Deadline for a statement.
    pub fn statement(self) -> Duration {
        match self {
            Self::Request => STATEMENT,
            Self::Background => BACKGROUND_STATEMENT,
        }
    }

    /// Deadline for the first statement on a connection that took `waited` to acquire.
    pub fn first_statement(self, engine: Engine, waited: Duration) -> Duration {
        match (self, engine) {
            (Self::Request, Engine::Postgres) => FIRST.saturating_sub(waited).max(FIRST_STATEMENT),
            // It waits for another writer, and says so itself when that takes too long.
            (Self::Request, Engine::Sqlite) => STATEMENT,
            (Self::Background, _) => BACKGROUND_STATEMENT,
        }
    }
}

/// When the database last answered any statement.
#[derive(Debug, Clone)]
pub(super) struct LastAnswer {
    opened_at: Instant,
    /// Milliseconds after that.
    after: Arc<AtomicU64>,
}

impl LastAnswer {
    /// Records an answer.
    pub fn record(&self) {
        let after = self.opened_at.elapsed().as_millis();
        let after = u64::try_from(after).unwrap_or(u64::MAX);
        self.after.fetch_max(after, Ordering::Relaxed);
    }

    /// Waits for `work` until no answer has been recorded for as long as `deadline`, and no longer than [`LONGEST`].
    /// Returns `None` on a timeout.
    pub async fn wait_for<T>(
        &self,
        deadline: Duration,
        work: impl Future<Output = T>,
    ) -> Option<T> {
        let began = Instant::now();
        let mut until = began + deadline;
        let mut work = pin!(work);
        loop {
            if let Ok(done) = timeout_at(until, &mut work).await {
                return Some(done);
            }
            let last = self.opened_at + Duration::from_millis(self.after.load(Ordering::Relaxed));
            let later = (last + deadline).min(began + LONGEST);
            if later <= until {
                return None;
            }
            until = later;
        }
    }
}

impl Default for LastAnswer {
    fn default() -> Self {
        Self {
            opened_at: Instant::now(),
            after: Arc::default(),
        }
    }
}

/// The error of a statement that timed out.
pub(super) fn timed_out() -> Error {
    Error::Io(io::Error::new(
        io::ErrorKind::TimedOut,
        "the database did not answer in time",
    ))
}
