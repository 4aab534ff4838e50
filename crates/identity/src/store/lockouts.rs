//! `users`: the wrong proofs in a row, and the lock that follows them.

use database::Connection;

use super::statements;
use crate::UserId;

statements! {
    IS_LOCKED = "SELECT id FROM users WHERE id = $1 AND locked_until > $2";
    COUNT_FAILURE = "UPDATE users SET failed_attempts = failed_attempts + 1 \
         WHERE id = $1 AND (locked_until IS NULL OR locked_until <= $2) RETURNING failed_attempts";
    LOCK = "UPDATE users SET failed_attempts = 0, locked_until = $1 WHERE id = $2";
    CLEAR = "UPDATE users SET failed_attempts = 0, locked_until = NULL WHERE id = $1 AND (failed_attempts > 0 OR locked_until IS NOT NULL)";
}

/// Whether the account is locked.
pub async fn is_locked(
    connection: &mut Connection,
    user: &UserId,
    now: i64,
) -> Result<bool, sqlx::Error> {
    let locked: Option<String> = sqlx::query_scalar(IS_LOCKED)
        .bind(user.as_str())
        .bind(now)
        .fetch_optional(connection)
        .await?;
    Ok(locked.is_some())
}

/// Counts a wrong proof, unless the account is locked. Returns how many there were in a row.
pub async fn count_failure(
    connection: &mut Connection,
    user: &UserId,
    now: i64,
) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar(COUNT_FAILURE)
        .bind(user.as_str())
        .bind(now)
        .fetch_optional(connection)
        .await
}

/// Locks the account until this time.
pub async fn lock(
    connection: &mut Connection,
    user: &UserId,
    until: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(LOCK)
        .bind(until)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Unlocks the account, and forgets its wrong proofs.
pub async fn clear(connection: &mut Connection, user: &UserId) -> Result<(), sqlx::Error> {
    sqlx::query(CLEAR)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
