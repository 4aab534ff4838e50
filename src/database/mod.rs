//! The one database: accounts, sessions, and what waits to be sent. Knows nothing of what it holds.

mod error;

use std::path::Path;

use sqlx::{
    Any, AnyPool, Transaction,
    any::{AnyPoolOptions, install_default_drivers},
};

pub use self::error::Error;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("src/database/migrations");

/// What a connection to SQLite is told when it is opened: readers do not wait for the writer, a writer waits for
/// another one for up to 5 s, references are checked, and a commit is on the disk before it is answered, so that an
/// ended session stays ended through a power cut.
const PRAGMAS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;";

/// An open database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    pool: AnyPool,
}

impl Database {
    /// Opens the database at `url` (`sqlite:path/to/file.db`), makes the file and its folder on first use, and brings
    /// its tables up to date.
    ///
    /// # Errors
    /// [`Error::UnknownUrl`] for any other URL, else what kept the file from being opened or migrated.
    pub async fn open(url: &str) -> Result<Self, Error> {
        install_default_drivers();
        let path = url.strip_prefix("sqlite:").ok_or(Error::UnknownUrl)?;
        make_folder(path.trim_start_matches("//"))?;
        let separator = if url.contains('?') { '&' } else { '?' };
        let pool = AnyPoolOptions::new()
            .max_connections(4)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    sqlx::raw_sql(PRAGMAS).execute(connection).await?;
                    Ok(())
                })
            })
            .connect(&format!("{url}{separator}mode=rwc"))
            .await?;
        MIGRATIONS.run(&pool).await?;
        Ok(Self { pool })
    }

    /// Where single statements are sent.
    pub fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Begins a transaction that will write. It takes its place in the line at once: one that reads first and then
    /// writes could be refused halfway.
    ///
    /// # Errors
    /// The database could not be reached, or another writer held it for too long.
    pub async fn begin(&self) -> Result<Transaction<'static, Any>, sqlx::Error> {
        self.pool.begin_with("BEGIN IMMEDIATE").await
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

fn make_folder(path: &str) -> Result<(), Error> {
    let Some(folder) = Path::new(path)
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    else {
        return Ok(());
    };
    std::fs::create_dir_all(folder).map_err(|source| Error::Folder {
        folder: folder.display().to_string(),
        source,
    })
}
