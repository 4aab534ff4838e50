//! `users`: what administrators change of them.

use database::Connection;

use super::statements;
use crate::{Error, Metadata, UserId};

statements! {
    EXISTS = "SELECT id FROM users WHERE id = $1";
    SET_ROLE = "UPDATE users SET role = $1 WHERE id = $2";
    SET_BAN = "UPDATE users SET banned_until = $1 WHERE id = $2";
    FIND_PUBLIC_METADATA = "SELECT public_metadata FROM users WHERE id = $1";
    SET_PUBLIC_METADATA = "UPDATE users SET public_metadata = $1 WHERE id = $2";
}

/// Whether there is such a user, or was before they were softly deleted.
pub async fn exists(connection: &mut Connection, user: &UserId) -> Result<bool, sqlx::Error> {
    let found: Option<String> = sqlx::query_scalar(EXISTS)
        .bind(user.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}

/// Sets the user's role.
pub async fn set_role(
    connection: &mut Connection,
    user: &UserId,
    role: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(SET_ROLE)
        .bind(role)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Bans the user until then, or lifts the ban.
pub async fn set_ban(
    connection: &mut Connection,
    user: &UserId,
    until: Option<i64>,
) -> Result<(), sqlx::Error> {
    sqlx::query(SET_BAN)
        .bind(until)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// The metadata that administrators write.
pub async fn find_public_metadata(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Metadata, Error> {
    let text: String = sqlx::query_scalar(FIND_PUBLIC_METADATA)
        .bind(user.as_str())
        .fetch_one(connection)
        .await?;
    Metadata::from_text(&text)
}

/// Replaces the metadata that administrators write.
pub async fn set_public_metadata(
    connection: &mut Connection,
    user: &UserId,
    metadata: &Metadata,
) -> Result<(), sqlx::Error> {
    sqlx::query(SET_PUBLIC_METADATA)
        .bind(metadata.to_text())
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
