use std::{fmt, path::Path};

use sqlx::{
    ConnectOptions as _, FromRow, SqliteConnection, error::DatabaseError,
    sqlite::SqliteConnectOptions,
};

use super::BackupError;

/// What a database contains, by the rows of its main tables. Prints as words.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct Contents {
    /// Accounts.
    pub users: i64,
    /// Sessions, ended ones too.
    pub sessions: i64,
    /// Entries of the audit log.
    pub audit_events: i64,
    /// Events that wait for Timeback.
    pub outbox: i64,
}

const COUNT: &str = "SELECT (SELECT COUNT(*) FROM users) AS users, (SELECT COUNT(*) FROM sessions) AS sessions, \
    (SELECT COUNT(*) FROM audit_events) AS audit_events, (SELECT COUNT(*) FROM outbox) AS outbox";

/// The tables without which a file is none of ours.
const TABLES: &str = "SELECT COUNT(*) FROM sqlite_master WHERE name IN ('_sqlx_migrations', 'users', 'sessions', 'audit_events', 'outbox')";

/// SQLite's primary result codes `CORRUPT` and `NOTADB`.
const CORRUPT: u32 = 11;
const NOT_A_DATABASE: u32 = 26;

impl fmt::Display for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            users,
            sessions,
            audit_events,
            outbox,
        } = self;
        write!(
            f,
            "{users} users, {sessions} sessions, {audit_events} log entries, {outbox} events for Timeback"
        )
    }
}

/// Opens an existing file.
pub(super) async fn open(file: &Path) -> Result<SqliteConnection, sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(file);
    options.disable_statement_logging().connect().await
}

/// Counts the rows.
pub(super) async fn count(connection: &mut SqliteConnection) -> Result<Contents, sqlx::Error> {
    sqlx::query_as(COUNT).fetch_one(connection).await
}

/// Checks that a file is whole and ours, and returns what it contains.
pub(super) async fn verify(
    connection: &mut SqliteConnection,
    file: &Path,
) -> Result<Contents, BackupError> {
    let name = || file.display().to_string();
    let explain = |error: sqlx::Error| match code(&error) {
        Some(NOT_A_DATABASE) => BackupError::NotOurs { file: name() },
        Some(CORRUPT) => BackupError::Damaged {
            file: name(),
            found: error.to_string(),
        },
        _ => error.into(),
    };
    let tables: i64 = sqlx::query_scalar(TABLES)
        .fetch_one(&mut *connection)
        .await
        .map_err(explain)?;
    if tables < 5 {
        return Err(BackupError::NotOurs { file: name() });
    }
    let found: String = sqlx::query_scalar("PRAGMA integrity_check(1)")
        .fetch_one(&mut *connection)
        .await
        .map_err(explain)?;
    if found != "ok" {
        return Err(BackupError::Damaged {
            file: name(),
            found,
        });
    }
    count(connection).await.map_err(explain)
}

/// SQLite's primary result code.
pub(super) fn code(error: &sqlx::Error) -> Option<u32> {
    let code = error.as_database_error().and_then(DatabaseError::code)?;
    Some(code.parse::<u32>().ok()? & 0xff)
}
