use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use sqlx::{Any, AnyPool, Error, any::AnyPoolOptions, pool::PoolConnection};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, sleep},
};

use super::{
    connection::Connection,
    deadline::{ACQUIRE, DeadlinePolicy, LONGEST, LastAnswer},
    engine::Engine,
    failure,
    liveness::is_alive,
    observer::{Observer, Work},
    primary::Primary,
    writes::Writes,
};

/// Pause between two searches for the primary.
const SEARCH: Duration = Duration::from_millis(250);

/// A connection pool; an executor for single statements. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Pool {
    engine: Engine,
    inner: AnyPool,
    primary: Primary,
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
    pub(super) async fn open(engine: Engine, primary: Primary) -> Result<Self, Error> {
        let silence = Arc::new(AtomicBool::new(false));
        let noticed = silence.clone();
        let connected = primary.clone();
        let mut options = AnyPoolOptions::new()
            .max_connections(engine.connections())
            .acquire_timeout(LONGEST)
            .test_before_acquire(false)
            .after_connect(move |connection, _| {
                let primary = connected.clone();
                Box::pin(async move {
                    primary.check(connection).await?;
                    engine.prepare(connection).await
                })
            });
        options = match engine {
            // A file does not hang up.
            Engine::Sqlite => options.idle_timeout(None).max_lifetime(None),
            Engine::Postgres => options.before_acquire(move |connection, about| {
                Box::pin(is_alive(connection, about, noticed.clone()))
            }),
        };
        Ok(Self {
            engine,
            inner: options
                .connect_with(primary.options(primary.term())?)
                .await?,
            primary,
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

    /// The server that is written to.
    pub(super) fn primary(&self) -> &Primary {
        &self.primary
    }

    /// Records the failure of a statement or a connection. If it is about the database, another server may be the primary.
    pub(super) fn record_failure(&self, error: &Error) {
        if failure::is_unavailable(error) {
            self.writes.record_failure();
            self.search();
        }
    }

    /// Searches for the primary in the background, if there may be another one.
    fn search(&self) {
        if self.primary.begin_search() {
            let pool = self.clone();
            tokio::spawn(async move {
                let mut closed = pool.inner.close_event();
                let _found = closed.do_until(pool.find_primary()).await;
                pool.primary.end_search();
            });
        }
    }

    /// Searches until the primary is found. Connections are opened to it from then on.
    async fn find_primary(&self) {
        let mut is_said = false;
        let term = loop {
            match self.primary.find().await {
                Ok(term) => break term,
                Err(reasons) if !is_said => {
                    tracing::warn!(reasons, "no server of the database can be written to");
                    is_said = true;
                }
                Err(_) => {}
            }
            sleep(SEARCH).await;
        };
        if let Ok(options) = self.primary.options(term)
            && term != self.primary.term()
        {
            let host = self.primary.host(term);
            tracing::warn!(host, "another server of the database is the primary now");
            self.inner.set_connect_options(options);
            self.primary.begin_term(term);
            self.close_idle();
        }
        // Failures that it caused are not yet all reported.
        sleep(SEARCH).await;
    }

    fn close_idle(&self) {
        while let Some(idle) = self.inner.try_acquire() {
            drop(idle.detach());
        }
    }

    /// Acquires a connection, and says in which term.
    async fn acquire_from_primary(&self) -> (usize, Result<PoolConnection<Any>, Error>) {
        loop {
            let term = self.primary.term();
            tokio::select! {
                acquired = self.answers.wait_for(ACQUIRE, self.inner.acquire()) => {
                    return (term, acquired.unwrap_or(Err(Error::PoolTimedOut)));
                }
                // Now there is one to be had.
                () = self.primary.replaced(term) => {}
            }
        }
    }

    /// Acquires a connection for several statements.
    ///
    /// # Errors
    /// Returns an error when no connection is free in time, or the database cannot be reached.
    pub async fn acquire(&self) -> Result<Connection, Error> {
        let asked_at = Instant::now();
        let (term, acquired) = self.acquire_from_primary().await;
        self.observer
            .report(Work::Acquire, asked_at.elapsed(), acquired.is_err());
        if self.silence.swap(false, Ordering::Relaxed) {
            self.close_idle();
            self.search();
        }
        let acquired = acquired.inspect_err(|error| self.record_failure(error))?;
        let deadline = self
            .deadlines
            .first_statement(self.engine, asked_at.elapsed());
        Ok(Connection::new(self.clone(), acquired, term, deadline))
    }

    /// The database engine.
    pub(super) fn engine(&self) -> Engine {
        self.engine
    }

    /// The deadlines of statements.
    pub(super) fn deadlines(&self) -> DeadlinePolicy {
        self.deadlines
    }

    /// When the database last answered.
    pub(super) fn answers(&self) -> &LastAnswer {
        &self.answers
    }
}
