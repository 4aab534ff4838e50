//! `users`: a person with an account: name, role, password hash, metadata, ban, and what was mailed when.

use database::Connection;

use super::statements;
use crate::UserId;

statements! {
    DELETE = "DELETE FROM users WHERE id = $1";
    MARK_DELETED = "UPDATE users SET deleted_at = $1, updated_at = $1, first_name = '', last_name = '', external_id = NULL, password_hash = NULL, \
         primary_email_id = NULL, new_email = NULL, public_metadata = '{}', private_metadata = '{}', unsafe_metadata = '{}' \
         WHERE id = $2 AND deleted_at IS NULL";
}

/// Deletes the user and, by the foreign keys, everything that refers to them. Returns whether there was one.
pub async fn delete(connection: &mut Connection, user: &UserId) -> Result<bool, sqlx::Error> {
    let deleted = sqlx::query(DELETE)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(deleted.rows_affected() > 0)
}

/// Empties the row of a user, and marks it as deleted. Returns whether there was one.
pub async fn mark_deleted(
    connection: &mut Connection,
    user: &UserId,
    now: i64,
) -> Result<bool, sqlx::Error> {
    let marked = sqlx::query(MARK_DELETED)
        .bind(now)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(marked.rows_affected() > 0)
}
