use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use sqlx::{
    AnyConnection, AnyPool, Connection as _, Error, any::AnyPoolOptions,
    pool::PoolConnectionMetadata,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout},
};

use super::{
    connection::Connection,
    deadline::{ACQUIRE, DeadlinePolicy, LONGEST, LastAnswer, timed_out},
    engine::Engine,
    failure,
    observer::{Observer, Work},
};

/// The idle time up to which a connection is assumed to be alive.
const FRESH: Duration = Duration::from_secs(1);

/// Deadline for the ping of an idle connection.
const PING: Duration = Duration::from_secs(1);

/// A connection pool; an executor for single statements. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Pool {
    engine: Engine,
    inner: AnyPool,
    deadlines: DeadlinePolicy,
    /// A connection was found dead: the other idle ones will be, too.
    silence: Arc<AtomicBool>,
    answers: LastAnswer,
    writes: Writes,
    observer: Observer,
    /// SQLite has one writer at a time. The others of this process queue here, and take no connection from readers.
    writer: Option<Arc<Semaphore>>,
}

impl Pool {
    /// Opens the first connection.
    pub(super) async fn open(engine: Engine, address: &str) -> Result<Self, Error> {
        let silence = Arc::new(AtomicBool::new(false));
        let noticed = silence.clone();
        let mut options = AnyPoolOptions::new()
            .max_connections(engine.connections())
            .acquire_timeout(LONGEST)
            .test_before_acquire(false)
            .after_connect(move |connection, _| Box::pin(engine.prepare(connection)));
        options = match engine {
            // A file does not hang up.
            Engine::Sqlite => options.idle_timeout(None).max_lifetime(None),
            Engine::Postgres => options.before_acquire(move |connection, about| {
                Box::pin(is_alive(connection, about, noticed.clone()))
            }),
        };
        Ok(Self {
            engine,
            inner: options.connect(address).await?,
            deadlines: DeadlinePolicy::Request,
            silence,
            answers: LastAnswer::default(),
            writes: Writes::default(),
            observer: Observer::default(),
            writer: (engine == Engine::Sqlite).then(|| Arc::new(Semaphore::new(1))),
        })
    }

    /// Closes all connections, and waits until they are.
    pub(super) async fn close(&self) {
        self.inner.close().await;
    }

    /// Acquires the write permit, on an engine with a single writer.
    pub(super) async fn writer(&self) -> Result<Option<OwnedSemaphorePermit>, Error> {
        let Some(writer) = self.writer.clone() else {
            return Ok(None);
        };
        // Readers are answered while another program keeps all writers waiting.
        let commits = &self.writes.commits;
        match commits.wait_for(ACQUIRE, writer.acquire_owned()).await {
            Some(Ok(permit)) => Ok(Some(permit)),
            Some(Err(_)) => Err(Error::PoolClosed),
            None => Err(Error::PoolTimedOut),
        }
    }

    /// The same pool, with the deadlines of background work.
    #[must_use]
    pub(super) fn in_background(&self) -> Self {
        Self {
            deadlines: DeadlinePolicy::Background,
            ..self.clone()
        }
    }

    /// The observer of connections and statements.
    pub(super) fn observer(&self) -> &Observer {
        &self.observer
    }

    /// The number of open connections, and how many of them are idle.
    pub(super) fn connections(&self) -> (u32, usize) {
        (self.inner.size(), self.inner.num_idle())
    }

    /// The state of recent writes.
    pub(super) fn writes(&self) -> &Writes {
        &self.writes
    }

    /// Acquires a connection for several statements.
    ///
    /// # Errors
    /// Returns an error when no connection is free in time, or the database cannot be reached.
    pub async fn acquire(&self) -> Result<Connection, Error> {
        let asked_at = Instant::now();
        let acquired = self
            .answers
            .wait_for(ACQUIRE, self.inner.acquire())
            .await
            .unwrap_or(Err(Error::PoolTimedOut));
        self.observer
            .report(Work::Acquire, asked_at.elapsed(), acquired.is_err());
        if self.silence.swap(false, Ordering::Relaxed) {
            while let Some(idle) = self.inner.try_acquire() {
                drop(idle.detach());
            }
        }
        let acquired = acquired.inspect_err(|error| self.writes.record_failure(error))?;
        let deadline = self
            .deadlines
            .first_statement(self.engine, asked_at.elapsed());
        Ok(Connection::new(
            self.engine,
            acquired,
            self.deadlines,
            deadline,
            self.answers.clone(),
            self.writes.clone(),
            self.observer.clone(),
        ))
    }
}

/// Whether an idle connection is alive. After a restart of the server none is.
async fn is_alive(
    connection: &mut AnyConnection,
    about: PoolConnectionMetadata,
    silence: Arc<AtomicBool>,
) -> Result<bool, Error> {
    if about.idle_for < FRESH {
        return Ok(true);
    }
    let answer = timeout(PING, connection.ping()).await;
    let answer = answer.unwrap_or_else(|_| Err(timed_out()));
    if answer.is_err() {
        silence.store(true, Ordering::Relaxed);
    }
    answer.map(|()| true)
}

/// The state of recent writes.
#[derive(Debug, Clone, Default)]
pub(super) struct Writes {
    /// The last failure may mean that nothing can be written.
    in_doubt: Arc<AtomicBool>,
    commits: LastAnswer,
}

impl Writes {
    /// Records a commit.
    pub fn record_success(&self) {
        self.commits.record();
        self.in_doubt.store(false, Ordering::Relaxed);
    }

    /// Records a failure, if it is about the database.
    pub fn record_failure(&self, error: &Error) {
        if failure::is_unavailable(error) {
            self.in_doubt.store(true, Ordering::Relaxed);
        }
    }

    /// Whether nothing was committed since the last failure.
    pub fn are_in_doubt(&self) -> bool {
        self.in_doubt.load(Ordering::Relaxed)
    }
}
