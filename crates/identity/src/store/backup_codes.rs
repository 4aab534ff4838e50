use database::Connection;

use super::statements;
use crate::UserId;

statements! {
    INSERT = "INSERT INTO backup_codes (user_id, code_hash) VALUES ($1, $2)";
    TAKE = "UPDATE backup_codes SET used_at = $1 WHERE user_id = $2 AND code_hash = $3 AND used_at IS NULL";
    COUNT_UNUSED = "SELECT COUNT(*) FROM backup_codes WHERE user_id = $1 AND used_at IS NULL";
    DELETE_OF_USER = "DELETE FROM backup_codes WHERE user_id = $1";
}

/// Inserts a code by its hash.
pub async fn insert(
    connection: &mut Connection,
    user: &UserId,
    code_hash: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(INSERT)
        .bind(user.as_str())
        .bind(code_hash)
        .execute(connection)
        .await?;
    Ok(())
}

/// Uses up the user's code of this hash. Returns whether there was one that had not been used.
pub async fn take(
    connection: &mut Connection,
    user: &UserId,
    code_hash: &str,
    now: i64,
) -> Result<bool, sqlx::Error> {
    let changed = sqlx::query(TAKE)
        .bind(now)
        .bind(user.as_str())
        .bind(code_hash)
        .execute(connection)
        .await?;
    Ok(changed.rows_affected() > 0)
}

/// Whether the user has a code that has not been used.
pub async fn has_unused(connection: &mut Connection, user: &UserId) -> Result<bool, sqlx::Error> {
    let unused: i64 = sqlx::query_scalar(COUNT_UNUSED)
        .bind(user.as_str())
        .fetch_one(connection)
        .await?;
    Ok(unused > 0)
}

/// Deletes the user's codes. Returns whether there were any.
pub async fn delete_of_user(
    connection: &mut Connection,
    user: &UserId,
) -> Result<bool, sqlx::Error> {
    let changed = sqlx::query(DELETE_OF_USER)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(changed.rows_affected() > 0)
}
