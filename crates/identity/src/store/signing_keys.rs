//! `signing_keys` and `rsa_signing_keys`: the keys that sign access tokens, and those that sign session tokens.

use database::Connection;
use sqlx::{FromRow, Row as _, any::AnyRow};

use super::{decoded, statements};
use crate::model::{key_kind::KeyKind, key_status::KeyStatus};

macro_rules! list {
    ($table:literal) => {
        concat!(
            "SELECT private_key, status FROM ",
            $table,
            " ORDER BY created_at"
        )
    };
}

macro_rules! create {
    ($table:literal) => {
        concat!(
            "INSERT INTO ",
            $table,
            " (id, private_key, status, created_at, turn_at) VALUES ($1, $2, $3, $4, $5)"
        )
    };
}

macro_rules! find_current {
    ($table:literal) => {
        concat!(
            "SELECT created_at FROM ",
            $table,
            " WHERE status = 'current'"
        )
    };
}

macro_rules! find_next {
    ($table:literal) => {
        concat!("SELECT id, turn_at FROM ", $table, " WHERE status = 'next'")
    };
}

macro_rules! retire_current {
    ($table:literal) => {
        concat!(
            "UPDATE ",
            $table,
            " SET status = 'previous', turn_at = $1 WHERE status = 'current'"
        )
    };
}

macro_rules! promote {
    ($table:literal) => {
        concat!(
            "UPDATE ",
            $table,
            " SET status = 'current', turn_at = NULL, created_at = $1 WHERE id = $2"
        )
    };
}

statements! {
    LIST = list!("signing_keys");
    LIST_RSA = list!("rsa_signing_keys");
    CREATE = create!("signing_keys");
    CREATE_RSA = create!("rsa_signing_keys");
    FIND_CURRENT = find_current!("signing_keys");
    FIND_CURRENT_RSA = find_current!("rsa_signing_keys");
    FIND_NEXT = find_next!("signing_keys");
    FIND_NEXT_RSA = find_next!("rsa_signing_keys");
    RETIRE_CURRENT = retire_current!("signing_keys");
    RETIRE_CURRENT_RSA = retire_current!("rsa_signing_keys");
    PROMOTE = promote!("signing_keys");
    PROMOTE_RSA = promote!("rsa_signing_keys");
    DELETE_PREVIOUS = "DELETE FROM signing_keys WHERE status = 'previous' AND turn_at <= $1";
    DELETE_PREVIOUS_RSA = "DELETE FROM rsa_signing_keys WHERE status = 'previous' AND turn_at <= $1 AND needed_until <= $1";
    NEED_UNTIL = "UPDATE rsa_signing_keys SET needed_until = $1 WHERE id = $2 AND needed_until < $1";
}

/// A key to be stored.
pub struct NewKey<'a> {
    pub kind: KeyKind,
    pub id: &'a str,
    /// The encrypted private half.
    pub private_key: &'a str,
    pub status: KeyStatus,
    pub created_at: i64,
    /// When its status changes, if that is known.
    pub turn_at: Option<i64>,
}

/// A stored key.
pub struct StoredKey {
    /// The encrypted private half.
    pub private_key: String,
    pub status: KeyStatus,
}

/// The key that becomes the current one.
#[derive(Debug, FromRow)]
pub struct NextKey {
    pub id: String,
    /// When it becomes the current one.
    pub turn_at: i64,
}

impl FromRow<'_, AnyRow> for StoredKey {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            private_key: row.try_get("private_key")?,
            status: decoded(row, "status", KeyStatus::parse)?,
        })
    }
}

/// The statement for keys of this kind.
fn of(kind: KeyKind, ec: &'static str, rsa: &'static str) -> &'static str {
    match kind {
        KeyKind::Ec => ec,
        KeyKind::Rsa => rsa,
    }
}

/// All keys of a kind, the oldest first.
pub async fn list(
    connection: &mut Connection,
    kind: KeyKind,
) -> Result<Vec<StoredKey>, sqlx::Error> {
    sqlx::query_as(of(kind, LIST, LIST_RSA))
        .fetch_all(connection)
        .await
}

/// Stores a key.
pub async fn create(connection: &mut Connection, key: NewKey<'_>) -> Result<(), sqlx::Error> {
    sqlx::query(of(key.kind, CREATE, CREATE_RSA))
        .bind(key.id)
        .bind(key.private_key)
        .bind(key.status.as_str())
        .bind(key.created_at)
        .bind(key.turn_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// When the current key became current.
pub async fn find_current(
    connection: &mut Connection,
    kind: KeyKind,
) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar(of(kind, FIND_CURRENT, FIND_CURRENT_RSA))
        .fetch_optional(connection)
        .await
}

/// The next key, if there is one.
pub async fn find_next(
    connection: &mut Connection,
    kind: KeyKind,
) -> Result<Option<NextKey>, sqlx::Error> {
    sqlx::query_as(of(kind, FIND_NEXT, FIND_NEXT_RSA))
        .fetch_optional(connection)
        .await
}

/// Makes the current key the previous one, until `turn_at`.
pub async fn retire_current(
    connection: &mut Connection,
    kind: KeyKind,
    turn_at: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(of(kind, RETIRE_CURRENT, RETIRE_CURRENT_RSA))
        .bind(turn_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// Makes a key the current one.
pub async fn promote(
    connection: &mut Connection,
    kind: KeyKind,
    id: &str,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(of(kind, PROMOTE, PROMOTE_RSA))
        .bind(now)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the previous keys whose time is over.
pub async fn delete_previous(
    connection: &mut Connection,
    kind: KeyKind,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(of(kind, DELETE_PREVIOUS, DELETE_PREVIOUS_RSA))
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// Keeps an RSA key published until this time at least.
pub async fn need_until(
    connection: &mut Connection,
    id: &str,
    until: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(NEED_UNTIL)
        .bind(until)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}
