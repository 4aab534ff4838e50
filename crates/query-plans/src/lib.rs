//! Query plans, for tests: finds the statements that read a table that grows from end to end.

mod postgres;
mod sqlite;

use std::fmt;

use self::{postgres::Postgres, sqlite::Sqlite};

/// The tables that do not grow with users or their use, and why.
const TABLES_THAT_STAY_SMALL: &[(&str, &str)] = &[
    ("_sqlx_migrations", "one row a migration"),
    ("jwt_templates", "an administrator writes each by hand"),
    ("published_issuer", "one row"),
    (
        "rsa_signing_keys",
        "a next, a current and a few previous keys",
    ),
    ("signing_keys", "a next, a current and a few previous keys"),
    ("write_probe", "one row"),
];

/// The indexes that may be read from end to end, because they contain few of a table's rows, and why.
const INDEXES_THAT_STAY_SMALL: &[(&str, &str)] = &[
    (
        "email_addresses_international",
        "addresses in other scripts",
    ),
    ("mails_next", "mails that wait, for a day at most"),
    ("mails_refused", "mails set aside in the last week"),
    ("mails_waiting", "mails that wait, for a day at most"),
    (
        "outbox_postponed",
        "events that wait, of which there is a maximum",
    ),
    ("outbox_refused", "events set aside in the last month"),
    (
        "outbox_waiting",
        "events that wait, of which there is a maximum",
    ),
    ("webhook_events_next", "events that wait, for a day at most"),
    (
        "webhook_events_refused",
        "events set aside in the last month",
    ),
    (
        "webhook_events_waiting",
        "events that wait, for a day at most",
    ),
];

/// A read of a table, or an index, from end to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    table: String,
    /// The index that is read instead of the table.
    index: Option<String>,
}

impl Scan {
    /// Whether what is read grows with users or their use.
    fn grows(&self) -> bool {
        let is_listed = |list: &[(&str, &str)], name: &str| list.iter().any(|(it, _)| *it == name);
        let is_small_index = |index: &String| is_listed(INDEXES_THAT_STAY_SMALL, index);
        !is_listed(TABLES_THAT_STAY_SMALL, &self.table)
            && !self.index.as_ref().is_some_and(is_small_index)
    }
}

impl fmt::Display for Scan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.table)?;
        match &self.index {
            Some(index) => write!(f, " by all of {index}"),
            None => Ok(()),
        }
    }
}

/// A connection to a migrated database whose plans are read.
#[derive(Debug)]
pub enum Planner {
    /// To a SQLite file.
    Sqlite(Sqlite),
    /// To a PostgreSQL schema.
    Postgres(Postgres),
}

impl Planner {
    /// Connects to the migrated, empty database at `url`. Fills the tables on PostgreSQL.
    ///
    /// # Errors
    /// Returns an error when the database cannot be reached, or a table cannot be filled.
    pub async fn open(url: &str) -> Result<Self, sqlx::Error> {
        if url.starts_with("sqlite:") {
            Ok(Self::Sqlite(Sqlite::open(url).await?))
        } else {
            Ok(Self::Postgres(Postgres::open(url).await?))
        }
    }

    /// The scans in the plan of this statement of what grows with users or their use.
    ///
    /// # Errors
    /// Returns an error when the statement cannot be prepared.
    pub async fn growing_scans(&mut self, statement: &str) -> Result<Vec<Scan>, sqlx::Error> {
        let mut scans = match self {
            Self::Sqlite(sqlite) => sqlite.scans(statement).await?,
            Self::Postgres(postgres) => postgres.scans(statement).await?,
        };
        scans.retain(Scan::grows);
        Ok(scans)
    }

    /// The foreign keys without an index, as `table.column`: a deletion of what they refer to reads the whole table. The
    /// engines have the same tables, so SQLite's answer holds for both.
    ///
    /// # Errors
    /// Returns the error of the query.
    pub async fn foreign_keys_without_index(&mut self) -> Result<Vec<String>, sqlx::Error> {
        match self {
            Self::Sqlite(sqlite) => sqlite.foreign_keys_without_index().await,
            Self::Postgres(_) => Ok(Vec::new()),
        }
    }
}
