//! `phone_numbers`: the numbers that users claimed or verified; at most one user has verified a number.

use database::Connection;
use sqlx::{FromRow, Row as _, any::AnyRow};

use super::{
    rows_by_user::{self, RowsByUser},
    statements,
};
use crate::{PhoneNumber, UserId, UserPhone, env::instant};

statements! {
    LIST = "SELECT phone_numbers.id, phone_numbers.user_id, phone_numbers.e164, phone_numbers.verified_at, phone_numbers.reserved_for_second_factor, \
        phone_numbers.default_second_factor, phone_numbers.created_at, phone_numbers.updated_at, \
        CAST(CASE WHEN users.primary_phone_id = phone_numbers.id THEN 1 ELSE 0 END AS BIGINT) AS is_primary \
        FROM phone_numbers JOIN users ON users.id = phone_numbers.user_id WHERE users.id IN ($1) \
        ORDER BY phone_numbers.created_at, phone_numbers.id";
    FIND_USER = "SELECT users.id FROM phone_numbers JOIN users ON users.id = phone_numbers.user_id \
        WHERE phone_numbers.id = $1 AND users.deleted_at IS NULL";
    FIND_OWNER = "SELECT user_id FROM phone_numbers WHERE e164 = $1 AND verified_at IS NOT NULL";
    CREATE = "INSERT INTO phone_numbers (id, user_id, e164, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)";
    VERIFY = "UPDATE phone_numbers SET verified_at = $1, updated_at = $1 WHERE id = $2 AND verified_at IS NULL";
    WITHDRAW_VERIFICATION = "UPDATE phone_numbers SET verified_at = NULL, updated_at = $1 WHERE id = $2";
    DELETE_CLAIMS_OF_OTHERS = "DELETE FROM phone_numbers WHERE e164 = $1 AND user_id <> $2 AND verified_at IS NULL";
    SET_PRIMARY = "UPDATE users SET primary_phone_id = $1 WHERE id = $2";
    SET_SECOND_FACTOR = "UPDATE phone_numbers SET reserved_for_second_factor = $1, default_second_factor = 0, updated_at = $2 WHERE id = $3";
    SET_DEFAULT = "UPDATE phone_numbers SET default_second_factor = CASE WHEN id = $1 THEN 1 ELSE 0 END, updated_at = $2 \
        WHERE user_id = $3 AND (id = $1 OR default_second_factor = 1)";
    DELETE = "DELETE FROM phone_numbers WHERE id = $1";
    DELETE_OF_USER = "DELETE FROM phone_numbers WHERE user_id = $1";
}

impl FromRow<'_, AnyRow> for UserPhone {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        let is_set = |column| Ok::<_, sqlx::Error>(row.try_get::<i64, _>(column)? > 0);
        let verified_at: Option<i64> = row.try_get("verified_at")?;
        Ok(Self {
            id: row.try_get("id")?,
            number: PhoneNumber::stored(row.try_get("e164")?),
            verified_at: verified_at.map(instant),
            is_primary: is_set("is_primary")?,
            is_second_factor: is_set("reserved_for_second_factor")?,
            is_default_second_factor: is_set("default_second_factor")?,
            created_at: instant(row.try_get("created_at")?),
            updated_at: instant(row.try_get("updated_at")?),
        })
    }
}

/// The user's numbers, the oldest first.
pub async fn list(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Vec<UserPhone>, sqlx::Error> {
    sqlx::query_as(LIST)
        .bind(user.as_str())
        .fetch_all(connection)
        .await
}

/// The numbers of each of these users, the oldest first.
pub async fn list_of_each(
    connection: &mut Connection,
    users: &[UserId],
) -> Result<RowsByUser<UserPhone>, sqlx::Error> {
    rows_by_user::list(connection, LIST, users).await
}

/// The user of the number with this identifier, unless they were deleted.
pub async fn find_user(
    connection: &mut Connection,
    id: &str,
) -> Result<Option<UserId>, sqlx::Error> {
    let user: Option<String> = sqlx::query_scalar(FIND_USER)
        .bind(id)
        .fetch_optional(connection)
        .await?;
    Ok(user.map(UserId))
}

/// The user who verified this number.
pub async fn find_owner(
    connection: &mut Connection,
    number: &PhoneNumber,
) -> Result<Option<UserId>, sqlx::Error> {
    let user: Option<String> = sqlx::query_scalar(FIND_OWNER)
        .bind(number.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(user.map(UserId))
}

/// Creates an unverified number.
pub async fn create(
    connection: &mut Connection,
    id: &str,
    user: &UserId,
    number: &PhoneNumber,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(CREATE)
        .bind(id)
        .bind(user.as_str())
        .bind(number.as_str())
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// Marks a number as verified, unless it is.
pub async fn verify(connection: &mut Connection, id: &str, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query(VERIFY)
        .bind(now)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Marks a number as unverified.
pub async fn withdraw_verification(
    connection: &mut Connection,
    id: &str,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(WITHDRAW_VERIFICATION)
        .bind(now)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the claims of all other users to this number.
pub async fn delete_claims_of_others(
    connection: &mut Connection,
    user: &UserId,
    number: &PhoneNumber,
) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_CLAIMS_OF_OTHERS)
        .bind(number.as_str())
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Sets the user's primary number, or removes it.
pub async fn set_primary(
    connection: &mut Connection,
    user: &UserId,
    id: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query(SET_PRIMARY)
        .bind(id)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Sets whether a number is a second factor. It is not the default one afterwards.
pub async fn set_second_factor(
    connection: &mut Connection,
    id: &str,
    is_second_factor: bool,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(SET_SECOND_FACTOR)
        .bind(i64::from(is_second_factor))
        .bind(now)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Makes a number the user's default second factor, in place of another one.
pub async fn set_default(
    connection: &mut Connection,
    user: &UserId,
    id: &str,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(SET_DEFAULT)
        .bind(id)
        .bind(now)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes a number.
pub async fn delete(connection: &mut Connection, id: &str) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE).bind(id).execute(connection).await?;
    Ok(())
}

/// Deletes the user's numbers.
pub async fn delete_of_user(connection: &mut Connection, user: &UserId) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OF_USER)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
