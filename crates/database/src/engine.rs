use sqlx::AnyConnection;

use super::{Error, addresses::Addresses, files};

/// The settings of a connection to SQLite: readers do not wait for the writer, a writer waits for another process for
/// up to 2.4 s, foreign keys are enforced, a commit is on the disk before it is answered, so that an ended session
/// stays ended through a power cut, and deleted data is overwritten, so that it cannot be read from the file.
const SQLITE: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2400; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;";

/// Begins a transaction that will write. It takes the write lock at once: one that reads first and then writes could be
/// refused halfway.
const SQLITE_BEGIN: &str = "BEGIN IMMEDIATE";

/// The same on PostgreSQL: it waits at most 9 s for a lock, less than a statement may take while others are answered,
/// and is rolled back when this program dies in the middle of it. The settings end with the transaction: behind a
/// pooler the session is shared with others.
const POSTGRES_BEGIN: &str =
    "BEGIN; SET LOCAL lock_timeout = '9s'; SET LOCAL idle_in_transaction_session_timeout = '30s'";

/// A database engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Engine {
    /// SQLite, in a file that this process alone writes to.
    Sqlite,
    /// PostgreSQL, a server that several processes may share.
    Postgres,
}

impl Engine {
    /// The engine that `url` names.
    pub fn of(url: &str) -> Result<Self, Error> {
        match url.split_once(':') {
            Some(("sqlite", _)) => Ok(Self::Sqlite),
            Some(("postgres" | "postgresql", _)) => Ok(Self::Postgres),
            _ => Err(Error::UnknownUrl),
        }
    }

    /// The servers that `url` names. A database file is created here, with its folder.
    pub fn addresses(self, url: &str) -> Result<Addresses, Error> {
        match self {
            Self::Postgres => Addresses::parse(url),
            Self::Sqlite => {
                if let Some(file) = files::file(url) {
                    files::prepare(&file)?;
                }
                let separator = if url.contains('?') { '&' } else { '?' };
                Ok(Addresses::one(format!("{url}{separator}mode=rwc")))
            }
        }
    }

    /// The maximum number of connections. SQLite has one writer, and few readers are enough to keep it busy; a
    /// PostgreSQL server allows 100 connections by default, which several processes share.
    pub fn connections(self) -> u32 {
        match self {
            Self::Sqlite => 4,
            Self::Postgres => 16,
        }
    }

    /// Configures a new connection. A session of PostgreSQL is left as it is.
    pub async fn prepare(self, connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
        if self == Self::Sqlite {
            sqlx::raw_sql(SQLITE).execute(connection).await?;
        }
        Ok(())
    }

    /// The statements that begin a transaction that will write.
    pub fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => SQLITE_BEGIN,
            Self::Postgres => POSTGRES_BEGIN,
        }
    }
}
