//! `users`: what is changed of them after they were created.

use database::{Connection, Pool};

use super::statements;
use crate::{Error, Metadata, PersonName, UserId, Username};

statements! {
    EXISTS = "SELECT id FROM users WHERE id = $1";
    SET_ROLE = "UPDATE users SET role = $1 WHERE id = $2";
    SET_BAN = "UPDATE users SET banned_until = $1 WHERE id = $2";
    FIND_PUBLIC_METADATA = "SELECT public_metadata FROM users WHERE id = $1";
    SET_PUBLIC_METADATA = "UPDATE users SET public_metadata = $1 WHERE id = $2";
    SET_PRIVATE_METADATA = "UPDATE users SET private_metadata = $1 WHERE id = $2";
    SET_NAME = "UPDATE users SET first_name = COALESCE($1, first_name), last_name = COALESCE($2, last_name) WHERE id = $3";
    FIND_LOCALE = "SELECT locale FROM users WHERE id = $1";
    SET_LOCALE = "UPDATE users SET locale = $1 WHERE id = $2";
    SET_USERNAME = "UPDATE users SET username = $1 WHERE id = $2";
    FIND_BY_USERNAME = "SELECT id FROM users WHERE username = $1";
    SET_EXTERNAL_ID = "UPDATE users SET external_id = $1 WHERE id = $2";
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

/// Replaces the metadata that only administrators see.
pub async fn set_private_metadata(
    connection: &mut Connection,
    user: &UserId,
    metadata: &Metadata,
) -> Result<(), sqlx::Error> {
    sqlx::query(SET_PRIVATE_METADATA)
        .bind(metadata.to_text())
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Sets the user's first and last name, of which an absent one stays.
pub async fn set_name(
    connection: &mut Connection,
    user: &UserId,
    first: Option<&PersonName>,
    last: Option<&PersonName>,
) -> Result<(), sqlx::Error> {
    sqlx::query(SET_NAME)
        .bind(first.map(PersonName::as_str))
        .bind(last.map(PersonName::as_str))
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// The user's language, as a BCP 47 tag. `None` also when there is no such user.
pub async fn find_locale(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Option<String>, sqlx::Error> {
    let row: Option<Option<String>> = sqlx::query_scalar(FIND_LOCALE)
        .bind(user.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(row.flatten())
}

/// Sets or removes the user's language.
pub async fn set_locale(
    connection: &mut Connection,
    user: &UserId,
    locale: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query(SET_LOCALE)
        .bind(locale)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Sets or removes the user's username. Returns `false` when it is another user's; then the transaction must be rolled
/// back.
pub async fn set_username(
    connection: &mut Connection,
    user: &UserId,
    username: Option<&Username>,
) -> Result<bool, sqlx::Error> {
    let name = username.map(Username::as_str);
    set_unique(connection, SET_USERNAME, user, name).await
}

/// Whether a user has this username.
pub async fn is_username_taken(pool: &Pool, username: &Username) -> Result<bool, sqlx::Error> {
    let found: Option<String> = sqlx::query_scalar(FIND_BY_USERNAME)
        .bind(username.as_str())
        .fetch_optional(pool)
        .await?;
    Ok(found.is_some())
}

/// Sets or removes the identifier of the Timeback user. Returns `false` when another user has it; then the transaction
/// must be rolled back.
pub async fn set_external_id(
    connection: &mut Connection,
    user: &UserId,
    external_id: Option<&str>,
) -> Result<bool, sqlx::Error> {
    set_unique(connection, SET_EXTERNAL_ID, user, external_id).await
}

async fn set_unique(
    connection: &mut Connection,
    statement: &'static str,
    user: &UserId,
    value: Option<&str>,
) -> Result<bool, sqlx::Error> {
    let set = sqlx::query(statement)
        .bind(value)
        .bind(user.as_str())
        .execute(connection)
        .await;
    match set {
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(false),
        set => set.map(|_| true),
    }
}
