use sqlx::{Error, sqlite::SqliteError};

/// Primary result codes of SQLite that are about a statement, not about the database: `TOOBIG`, `CONSTRAINT`,
/// `MISMATCH`, `RANGE`.
const SQLITE_MISTAKES: [u32; 4] = [18, 19, 20, 25];

/// Classes of PostgreSQL's `SQLSTATE` that are: data exceptions and constraints.
const POSTGRES_MISTAKES: [&str; 2] = ["22", "23"];

/// Whether an operation failed because the database is unavailable: unreachable, silent, locked, full or read-only. A
/// retry may succeed then, unlike after a mistake of ours.
pub fn is_unavailable(error: &Error) -> bool {
    match error {
        Error::Database(error) => {
            let code = error.code().unwrap_or_default();
            if error.try_downcast_ref::<SqliteError>().is_some() {
                let primary = code.parse().unwrap_or(0) & 0xff;
                !SQLITE_MISTAKES.contains(&primary)
            } else {
                !POSTGRES_MISTAKES
                    .iter()
                    .any(|class| code.starts_with(class))
            }
        }
        Error::Io(_)
        | Error::Tls(_)
        | Error::Protocol(_)
        | Error::PoolTimedOut
        | Error::PoolClosed
        | Error::WorkerCrashed
        | Error::BeginFailed => true,
        _ => false,
    }
}
