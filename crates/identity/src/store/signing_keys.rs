//! `signing_keys`: the keys that sign access tokens.

use database::Connection;
use sqlx::{FromRow, Row as _, any::AnyRow};

use super::{decoded, statements};
use crate::model::key_status::KeyStatus;

statements! {
    LIST = "SELECT private_key, status FROM signing_keys ORDER BY created_at";
    CREATE = "INSERT INTO signing_keys (id, private_key, status, created_at, turn_at) VALUES ($1, $2, $3, $4, $5)";
    FIND_CURRENT = "SELECT created_at FROM signing_keys WHERE status = 'current'";
    FIND_NEXT = "SELECT id, turn_at FROM signing_keys WHERE status = 'next'";
    RETIRE_CURRENT = "UPDATE signing_keys SET status = 'previous', turn_at = $1 WHERE status = 'current'";
    PROMOTE = "UPDATE signing_keys SET status = 'current', turn_at = NULL, created_at = $1 WHERE id = $2";
    DELETE_PREVIOUS = "DELETE FROM signing_keys WHERE status = 'previous' AND turn_at <= $1";
}

/// A key to be stored.
pub struct NewKey<'a> {
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

/// All keys, the oldest first.
pub async fn list(connection: &mut Connection) -> Result<Vec<StoredKey>, sqlx::Error> {
    sqlx::query_as(LIST).fetch_all(connection).await
}

/// Stores a key.
pub async fn create(connection: &mut Connection, key: NewKey<'_>) -> Result<(), sqlx::Error> {
    sqlx::query(CREATE)
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
pub async fn find_current(connection: &mut Connection) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar(FIND_CURRENT)
        .fetch_optional(connection)
        .await
}

/// The next key, if there is one.
pub async fn find_next(connection: &mut Connection) -> Result<Option<NextKey>, sqlx::Error> {
    sqlx::query_as(FIND_NEXT).fetch_optional(connection).await
}

/// Makes the current key the previous one, until `turn_at`.
pub async fn retire_current(connection: &mut Connection, turn_at: i64) -> Result<(), sqlx::Error> {
    sqlx::query(RETIRE_CURRENT)
        .bind(turn_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// Makes a key the current one.
pub async fn promote(connection: &mut Connection, id: &str, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query(PROMOTE)
        .bind(now)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the previous keys whose time is over.
pub async fn delete_previous(connection: &mut Connection, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_PREVIOUS)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}
