use sqlx::AnyConnection;

use super::{Error, files};

/// What a connection to SQLite is told when it is opened: readers do not wait for the writer, a writer waits for
/// another process for up to 2.4 s, references are checked, a commit is on the disk before it is answered, so that an
/// ended session stays ended through a power cut, and what is deleted is written over, so that nobody finds it in the
/// file.
const SQLITE: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2400; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;";

/// The beginning of a transaction that will write. It takes its place in the line at once: one that reads first and then
/// writes could be refused halfway.
const SQLITE_BEGIN: &str = "BEGIN IMMEDIATE";

/// The same on PostgreSQL: it waits at most 9 s for a lock, less than a statement may take while others are answered, and
/// when this program dies in the middle of it, it does not hold the others up. The settings end with the transaction:
/// behind a pooler the session is shared with others.
const POSTGRES_BEGIN: &str =
    "BEGIN; SET LOCAL lock_timeout = '9s'; SET LOCAL idle_in_transaction_session_timeout = '30s'";

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
            Some(("postgres" | "postgresql", rest)) if names_several_hosts(rest) => {
                Err(Error::SeveralHosts)
            }
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

    /// Tells a new connection how to behave. A session of PostgreSQL is left as it is.
    pub async fn prepare(self, connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
        if self == Self::Sqlite {
            sqlx::raw_sql(SQLITE).execute(connection).await?;
        }
        Ok(())
    }

    /// What begins a transaction that will write.
    pub fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => SQLITE_BEGIN,
            Self::Postgres => POSTGRES_BEGIN,
        }
    }
}

/// Whether what follows the scheme lists hosts, as libpq would have it: after `@`, or as a parameter.
fn names_several_hosts(rest: &str) -> bool {
    let rest = rest.trim_start_matches('/');
    let (location, query) = rest.split_once('?').unwrap_or((rest, ""));
    let authority = location.split('/').next().unwrap_or_default();
    let hosts = authority.rsplit('@').next().unwrap_or_default();
    let lists = |text: &str| text.contains(',') || text.to_ascii_lowercase().contains("%2c");
    let names_hosts = |pair: &str| {
        pair.split_once('=').is_some_and(|(name, value)| {
            matches!(name, "host" | "hostaddr" | "port") && lists(value)
        })
    };
    let names_host = |pair: &&str| pair.starts_with("host=") || pair.starts_with("hostaddr=");
    lists(hosts)
        || query.split('&').any(names_hosts)
        || query.split('&').filter(names_host).count() > 1
}
