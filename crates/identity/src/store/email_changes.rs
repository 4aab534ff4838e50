//! Changes of address: `users.new_email`, and the `one_time_codes` that confirm it at the new and the current address.

use database::Connection;
use sqlx::{FromRow, Row as _, any::AnyRow};

use super::{decoded, statements};
use crate::{Email, UserId, model::code_purpose::CodePurpose};

statements! {
    FIND = "SELECT new_email FROM users WHERE id = $1";
    SET = "UPDATE users SET new_email = $1 WHERE id = $2";
    FINISH = "UPDATE users SET primary_email_id = $1, new_email = NULL WHERE id = $2";
    FIND_USER = "SELECT users.id FROM one_time_codes JOIN users ON users.id = one_time_codes.user_id \
        WHERE one_time_codes.target = $1 AND one_time_codes.purpose IN ('new_address', 'old_address') \
        AND users.new_email IS NOT NULL AND users.deleted_at IS NULL ORDER BY one_time_codes.sent_at DESC LIMIT 1";
    LIST_CODES = "SELECT purpose, target FROM one_time_codes WHERE user_id = $1 AND purpose IN ('new_address', 'old_address') ORDER BY purpose";
    DELETE_CODES = "DELETE FROM one_time_codes WHERE user_id = $1 AND purpose IN ('new_address', 'old_address')";
    DELETE_CODES_FOR_OTHERS = "DELETE FROM one_time_codes WHERE user_id = $1 AND purpose IN ('new_address', 'old_address') \
        AND EXISTS (SELECT 1 FROM users WHERE id = $1 AND (new_email IS NULL OR new_email <> $2))";
}

/// A code that confirms a change of address.
#[derive(Debug)]
pub struct ChangeCode {
    /// The new or the current address.
    pub purpose: CodePurpose,
    pub target: Email,
}

impl FromRow<'_, AnyRow> for ChangeCode {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        let target: String = row.try_get("target")?;
        Ok(Self {
            purpose: decoded(row, "purpose", CodePurpose::parse)?,
            target: Email::stored(&target),
        })
    }
}

/// The address that the user asked for and has not verified yet.
pub async fn find(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Option<Email>, sqlx::Error> {
    let address: Option<Option<String>> = sqlx::query_scalar(FIND)
        .bind(user.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(address.flatten().map(|address| Email::stored(&address)))
}

/// Begins a change of address to this one, or cancels it.
pub async fn set(
    connection: &mut Connection,
    user: &UserId,
    email: Option<&Email>,
) -> Result<(), sqlx::Error> {
    sqlx::query(SET)
        .bind(email.map(Email::as_str))
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Makes a row of `email_addresses` the primary address, and ends the change of address.
pub async fn finish(
    connection: &mut Connection,
    user: &UserId,
    email_id: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(FINISH)
        .bind(email_id)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// The user whose change of address was mailed to this address, the new or the current one.
pub async fn find_user(
    connection: &mut Connection,
    email: &Email,
) -> Result<Option<UserId>, sqlx::Error> {
    let id = sqlx::query_scalar(FIND_USER)
        .bind(email.lower())
        .fetch_optional(connection)
        .await?;
    Ok(id.map(UserId))
}

/// The codes that confirm the user's change of address.
pub async fn list_codes(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Vec<ChangeCode>, sqlx::Error> {
    sqlx::query_as(LIST_CODES)
        .bind(user.as_str())
        .fetch_all(connection)
        .await
}

/// Deletes the codes that confirm the user's change of address.
pub async fn delete_codes(connection: &mut Connection, user: &UserId) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_CODES)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the codes that confirm the user's change to any other address than this.
pub async fn delete_codes_for_others(
    connection: &mut Connection,
    user: &UserId,
    new: &Email,
) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_CODES_FOR_OTHERS)
        .bind(user.as_str())
        .bind(new.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
