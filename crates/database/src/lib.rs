//! The database: accounts, sessions, and the queue of events for Timeback.
//!
//! SQLite in a file, or PostgreSQL: one dialect of SQL. Only this crate knows which engine it is.

mod addresses;
mod backup;
mod batches;
mod commit_stamp;
mod connection;
mod deadline;
mod engine;
mod error;
mod executor;
mod failure;
mod file_lock;
mod files;
mod lease;
mod liveness;
mod migration;
mod notifications;
mod observer;
mod pool;
mod pooler;
mod primary;
mod transaction;
mod write_probe;
mod writes;

use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use sqlx::any::install_default_drivers;

pub use self::{
    backup::{BackupError, Contents, Restore, back_up, write_private},
    batches::BATCH,
    commit_stamp::CommitStamp,
    connection::Connection,
    error::Error,
    failure::is_unavailable,
    files::{file, make_private},
    lease::Lease,
    notifications::{MAX_NOTIFICATION, Notifications},
    observer::{Observation, Work},
    pool::Pool,
    transaction::Transaction,
};
use self::{
    commit_stamp::WalIndex, engine::Engine, file_lock::FileLock, primary::Primary,
    write_probe::WriteProbe,
};

/// An open database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    engine: Engine,
    pool: Pool,
    probe: WriteProbe,
    wal_index: Option<WalIndex>,
    /// Keeps a restore from replacing the file.
    _lock: Option<Arc<FileLock>>,
}

impl Database {
    /// Opens the database at `url` and migrates it: `sqlite:path/to/file.db`, which is created on first use together
    /// with its folder, or `postgres://user:password@host/database`, which must exist. Of several hosts,
    /// `one:5432,two:5432`, it is the first that answers and can be written to, at any time.
    ///
    /// # Errors
    /// Returns [`Error::UnknownUrl`] for any other URL, and otherwise why the database could not be opened or migrated.
    pub async fn open(url: &str) -> Result<Self, Error> {
        install_default_drivers();
        let engine = Engine::of(url)?;
        let primary = Primary::among(engine.addresses(url)?);
        let file = files::file(url);
        let lock = file.as_deref().map(FileLock::share).transpose()?.flatten();
        primary.begin_term(primary.find().await.map_err(Error::NoPrimary)?);
        migration::migrate(engine, primary.url()).await?;
        let pool = Pool::open(engine, primary).await?;
        if engine == Engine::Postgres {
            pooler::test(&pool).await?;
        }
        Ok(Self {
            engine,
            pool,
            probe: WriteProbe::default(),
            wal_index: file.as_deref().map(WalIndex::of),
            _lock: lock.map(Arc::new),
        })
    }

    /// The same database, with the deadlines of background work.
    #[must_use]
    pub fn in_background(&self) -> Self {
        Self {
            pool: self.pool.in_background(),
            ..self.clone()
        }
    }

    /// Closes all connections. SQLite then has everything in one file.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Calls `observe` with each connection handed out and each statement executed, by this database and its clones. It
    /// must not block. Only the first call counts.
    pub fn observe(&self, observe: impl Fn(Observation) + Send + Sync + 'static) {
        self.pool.observer().set(observe);
    }

    /// The number of open connections, and how many of them are idle.
    pub fn connections(&self) -> (u32, usize) {
        self.pool.connections()
    }

    /// The stamp of the last commit, where it can be read without a query: on SQLite. Costs next to nothing.
    pub fn commit_stamp(&self) -> Option<CommitStamp> {
        self.wal_index.as_ref()?.read()
    }

    /// The connection pool, which executes single statements.
    pub fn pool(&self) -> &Pool {
        &self.pool
    }

    /// Begins a transaction that will write.
    ///
    /// # Errors
    /// Returns an error when the database cannot be reached, or another writer held it for too long.
    pub async fn begin(&self) -> Result<Transaction, sqlx::Error> {
        Transaction::begin(&self.pool).await
    }

    /// Begins a transaction that holds the advisory lock of `key` until it ends: in all processes it is the only one of
    /// this key, so what it reads under the lock stays true while it writes.
    ///
    /// # Errors
    /// Returns the errors of [`begin`](Self::begin) and [`advisory_lock`](Self::advisory_lock).
    pub async fn begin_with_lock(&self, key: &str) -> Result<Transaction, sqlx::Error> {
        let mut transaction = self.begin().await?;
        self.advisory_lock(&mut transaction, key).await?;
        Ok(transaction)
    }

    /// Takes the advisory lock of `key` in a transaction under way, until it ends. Several locks must be taken in the
    /// same order everywhere.
    ///
    /// # Errors
    /// Returns an error when the database cannot be reached, or another transaction held the lock for too long.
    pub async fn advisory_lock(
        &self,
        connection: &mut Connection,
        key: &str,
    ) -> Result<(), sqlx::Error> {
        // SQLite has one writer at a time anyway.
        if self.engine == Engine::Postgres {
            sqlx::query("SELECT pg_advisory_xact_lock($1)")
                .bind(lock_id(key))
                .execute(connection)
                .await?;
        }
        Ok(())
    }

    /// Checks that the database answers.
    ///
    /// # Errors
    /// Returns the error of the query.
    async fn ping(&self) -> Result<(), sqlx::Error> {
        // A bare `SELECT 1` is answered without a look at the file.
        sqlx::query("SELECT id FROM users LIMIT 1")
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

/// Removes NUL, which PostgreSQL cannot store, from the text of an external service. User input with NUL is rejected
/// instead, where it enters.
pub fn storable(text: &str) -> String {
    text.replace('\0', "")
}

/// The number by which PostgreSQL knows the advisory lock of this key.
fn lock_id(key: &str) -> i64 {
    let digest = Sha256::digest(key);
    i64::from_be_bytes(std::array::from_fn(|at| digest[at]))
}
