use std::{io, time::Duration};

use sqlx::Error;

use super::engine::Engine;

/// Deadline for a connection: of the pool, or a new one.
pub(super) const ACQUIRE: Duration = Duration::from_millis(2500);

/// Deadline for a connection and the first statement on it together, so that a request is answered within five seconds of
/// the moment a database fell silent.
const FIRST: Duration = Duration::from_secs(4);

/// What is left of that at least for the statement, however long the connection took.
const FIRST_STATEMENT: Duration = Duration::from_millis(1500);

/// Deadline for each later statement.
const STATEMENT: Duration = Duration::from_millis(3800);

/// The same for work that nobody waits for, such as deleting what is old.
const BACKGROUND_STATEMENT: Duration = Duration::from_mins(1);

/// How long the answers of a database are waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Patience {
    /// Somebody waits for the answer.
    Request,
    /// Nobody does.
    Background,
}

impl Patience {
    /// Deadline for a statement.
    pub fn statement(self) -> Duration {
        match self {
            Self::Request => STATEMENT,
            Self::Background => BACKGROUND_STATEMENT,
        }
    }

    /// Deadline for the first statement on a connection that took so long to get.
    pub fn first_statement(self, engine: Engine, waited: Duration) -> Duration {
        match (self, engine) {
            (Self::Request, Engine::Postgres) => FIRST.saturating_sub(waited).max(FIRST_STATEMENT),
            // It waits for another writer, and says so itself when that takes too long.
            (Self::Request, Engine::Sqlite) => STATEMENT,
            (Self::Background, _) => BACKGROUND_STATEMENT,
        }
    }
}

/// The error of a statement that was not answered in time.
pub(super) fn not_answered() -> Error {
    Error::Io(io::Error::new(
        io::ErrorKind::TimedOut,
        "the database did not answer in time",
    ))
}
