//! `users`: the hashes of their passwords.

use database::Connection;

use super::statements;
use crate::{Metadata, UserId};

statements! {
    FIND = "SELECT password_hash FROM users WHERE id = $1";
    SET = "UPDATE users SET password_hash = $1, password_changed_at = $2, password_compromised_at = NULL WHERE id = $3";
    REPLACE = "UPDATE users SET password_hash = $1 WHERE id = $2";
    RESET = "UPDATE users SET password_hash = NULL, password_compromised_at = NULL, unsafe_metadata = $1 WHERE id = $2";
    IS_COMPROMISED = "SELECT id FROM users WHERE id = $1 AND password_compromised_at IS NOT NULL";
    SET_COMPROMISED = "UPDATE users SET password_compromised_at = $1 WHERE id = $2";
}

/// The hash of the user's password, if there is one.
pub async fn find(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Option<String>, sqlx::Error> {
    let hash: Option<Option<String>> = sqlx::query_scalar(FIND)
        .bind(user.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(hash.flatten())
}

/// Sets the hash of a new password, or removes the password.
pub async fn set(
    connection: &mut Connection,
    user: &UserId,
    hash: Option<&str>,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(SET)
        .bind(hash)
        .bind(hash.map(|_| now))
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Whether the user's password is marked as compromised.
pub async fn is_compromised(
    connection: &mut Connection,
    user: &UserId,
) -> Result<bool, sqlx::Error> {
    let found = sqlx::query(IS_COMPROMISED)
        .bind(user.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}

/// Marks the password as compromised since then, or unmarks it.
pub async fn set_compromised(
    connection: &mut Connection,
    user: &UserId,
    since: Option<i64>,
) -> Result<(), sqlx::Error> {
    sqlx::query(SET_COMPROMISED)
        .bind(since)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Replaces the hash of the same password.
pub async fn replace(
    connection: &mut Connection,
    user: &UserId,
    hash: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(REPLACE)
        .bind(hash)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Removes the password, and replaces the metadata that the user wrote.
pub async fn reset(
    connection: &mut Connection,
    user: &UserId,
    metadata: &Metadata,
) -> Result<(), sqlx::Error> {
    sqlx::query(RESET)
        .bind(metadata.to_text())
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
