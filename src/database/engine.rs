use sqlx::AnyConnection;

use super::{Error, files};

/// What a connection to SQLite is told when it is opened: readers do not wait for the writer, a writer waits for
/// another one for up to 5 s, references are checked, a commit is on the disk before it is answered, so that an ended
/// session stays ended through a power cut, and what is deleted is written over, so that nobody finds it in the file.
const SQLITE: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;";

/// The same for PostgreSQL, which does the rest by itself: nobody waits longer than 5 s for another one, and a program
/// that died in a transaction does not hold the others up.
const POSTGRES: &str = "SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '30s';";

/// What the database itself refuses, in the words of each: no migration, for the two agree on none.
const SQLITE_GUARDS: &str = include_str!("guards/sqlite.sql");
const POSTGRES_GUARDS: &str = include_str!("guards/postgres.sql");

/// Which program keeps the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Engine {
    /// A file beside this process, which alone writes to it.
    Sqlite,
    /// A server that several processes may share.
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

    /// The address for the driver. A file is made here, with its folder.
    pub fn address(self, url: &str) -> Result<String, Error> {
        match self {
            Self::Postgres => Ok(url.to_owned()),
            Self::Sqlite => {
                if let Some(file) = files::file(url) {
                    files::prepare(&file)?;
                }
                let separator = if url.contains('?') { '&' } else { '?' };
                Ok(format!("{url}{separator}mode=rwc"))
            }
        }
    }

    /// How many connections are kept at most. SQLite has one writer, and few readers are enough to keep it busy; a
    /// PostgreSQL server allows 100 connections by default, which several processes share.
    pub fn connections(self) -> u32 {
        match self {
            Self::Sqlite => 4,
            Self::Postgres => 16,
        }
    }

    /// Makes the database refuse what nobody may do. It is the same when done again.
    pub async fn guard(self, connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
        let guards = match self {
            Self::Sqlite => SQLITE_GUARDS,
            Self::Postgres => POSTGRES_GUARDS,
        };
        sqlx::raw_sql(guards).execute(connection).await?;
        Ok(())
    }

    /// Tells a new connection how to behave.
    pub async fn prepare(self, connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
        let manners = match self {
            Self::Sqlite => SQLITE,
            Self::Postgres => POSTGRES,
        };
        sqlx::raw_sql(manners).execute(connection).await?;
        Ok(())
    }
}
