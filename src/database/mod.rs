//! The one database: accounts, sessions, and what waits to be sent. Knows nothing of what it holds.
//!
//! SQLite in a file of its own, or PostgreSQL: one dialect of SQL, told apart nowhere but here.

mod engine;
mod error;
mod files;
mod stamp;

use sha2::{Digest as _, Sha256};
use sqlx::{
    Any, AnyConnection, AnyPool, Connection as _, Transaction,
    any::{AnyPoolOptions, install_default_drivers},
};

use self::{engine::Engine, stamp::WalIndex};
pub use self::{error::Error, files::make_private, stamp::Stamp};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("src/database/migrations");

/// An open database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    engine: Engine,
    pool: AnyPool,
    wal_index: Option<WalIndex>,
}

impl Database {
    /// Opens the database at `url` and brings its tables up to date: `sqlite:path/to/file.db`, which is made on first
    /// use together with its folder, or `postgres://user:password@host/database`, which must be there.
    ///
    /// # Errors
    /// [`Error::UnknownUrl`] for any other URL, else what kept the database from being opened or migrated.
    pub async fn open(url: &str) -> Result<Self, Error> {
        install_default_drivers();
        let engine = Engine::of(url)?;
        let address = engine.address(url)?;
        migrate(engine, &address).await?;
        let pool = AnyPoolOptions::new()
            .max_connections(engine.connections())
            // A file does not hang up; asking it whether it has would double the way to it.
            .test_before_acquire(engine == Engine::Postgres)
            .after_connect(move |connection, _| Box::pin(engine.prepare(connection)))
            .connect(&address)
            .await?;
        let wal_index = files::file(url).as_deref().map(WalIndex::of);
        Ok(Self {
            engine,
            pool,
            wal_index,
        })
    }

    /// What the database looks like, if that can be told without asking it. Costs next to nothing.
    pub fn stamp(&self) -> Option<Stamp> {
        self.wal_index.as_ref()?.read()
    }

    /// Where single statements are sent.
    pub fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Begins a transaction that will write. On SQLite it takes its place in the line at once: one that reads first and
    /// then writes could be refused halfway.
    ///
    /// # Errors
    /// The database could not be reached, or another writer held it for too long.
    pub async fn begin(&self) -> Result<Transaction<'static, Any>, sqlx::Error> {
        match self.engine {
            Engine::Sqlite => self.pool.begin_with("BEGIN IMMEDIATE").await,
            Engine::Postgres => self.pool.begin().await,
        }
    }

    /// Begins a transaction that is alone, in all processes, among those about the same `subject`, until it ends: what
    /// it reads of the subject stays true while it writes.
    ///
    /// # Errors
    /// As [`begin`](Self::begin).
    pub async fn begin_about(
        &self,
        subject: &str,
    ) -> Result<Transaction<'static, Any>, sqlx::Error> {
        let mut transaction = self.begin().await?;
        self.hold(&mut transaction, subject).await?;
        Ok(transaction)
    }

    /// Makes a transaction under way wait its turn for `subject`, and keep it until it ends. Whoever holds several
    /// subjects takes them in the same order as everybody else.
    ///
    /// # Errors
    /// The database could not be reached, or another one held the subject for too long.
    pub async fn hold(
        &self,
        connection: &mut AnyConnection,
        subject: &str,
    ) -> Result<(), sqlx::Error> {
        // On SQLite whoever writes is alone anyway.
        if self.engine == Engine::Postgres {
            sqlx::query("SELECT pg_advisory_xact_lock($1)")
                .bind(lock(subject))
                .execute(connection)
                .await?;
        }
        Ok(())
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// Why it does not.
    pub async fn ping(&self) -> Result<(), sqlx::Error> {
        // A bare `SELECT 1` is answered without a look at the file.
        sqlx::query("SELECT id FROM users LIMIT 1")
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

/// Brings the tables up to date. By a connection of its own, which waits as long as it must: of several processes that
/// start together one does the work.
async fn migrate(engine: Engine, address: &str) -> Result<(), Error> {
    let mut connection = AnyConnection::connect(address).await?;
    MIGRATIONS.run_direct(None, &mut connection, false).await?;
    engine.guard(&mut connection).await?;
    Ok(connection.close().await?)
}

/// PostgreSQL knows locks by number.
fn lock(subject: &str) -> i64 {
    let digest = Sha256::digest(subject);
    i64::from_be_bytes(std::array::from_fn(|at| digest[at]))
}
