//! `email_addresses`: the addresses of one user.

use database::{Connection, Pool};
use sqlx::{FromRow, Row as _, any::AnyRow};

use super::{
    rows_by_user::{self, RowsByUser},
    statements,
};
use crate::{AddressCode, Email, EmailAddress, UserId, env::instant};

statements! {
    LIST = "SELECT email_addresses.id, email_addresses.user_id, email_addresses.address, email_addresses.verified_at, email_addresses.created_at, \
        CAST(CASE WHEN users.primary_email_id = email_addresses.id THEN 1 ELSE 0 END AS BIGINT) AS is_primary, codes.attempts, codes.expire_at \
        FROM email_addresses JOIN users ON users.id = email_addresses.user_id \
        LEFT JOIN one_time_codes AS codes ON codes.user_id = users.id AND codes.purpose = 'verify_address' \
        AND codes.target = email_addresses.address_lower AND codes.used_at IS NULL \
        WHERE users.id IN ($1) ORDER BY email_addresses.created_at, email_addresses.id";
    FIND_ID = "SELECT id FROM email_addresses WHERE user_id = $1 AND address_lower = $2";
    FIND_USER = "SELECT user_id FROM email_addresses WHERE id = $1 UNION SELECT user_id FROM identities WHERE id = $1 AND provider <> 'email'";
    UNVERIFY = "UPDATE email_addresses SET verified_at = NULL WHERE user_id = $1 AND id = $2";
    DELETE_OTHERS = "DELETE FROM email_addresses WHERE user_id = $1 AND id <> $2";
    DELETE = "DELETE FROM email_addresses WHERE user_id = $1 AND id = $2";
}

impl FromRow<'_, AnyRow> for EmailAddress {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        let address: String = row.try_get("address")?;
        let verified_at: Option<i64> = row.try_get("verified_at")?;
        let attempts: Option<i64> = row.try_get("attempts")?;
        let expire_at: Option<i64> = row.try_get("expire_at")?;
        Ok(Self {
            id: row.try_get("id")?,
            email: Email::stored(&address),
            verified_at: verified_at.map(instant),
            is_primary: row.try_get::<i64, _>("is_primary")? > 0,
            is_own: true,
            is_vouched_for: false,
            code: attempts
                .zip(expire_at)
                .map(|(attempts, expire_at)| AddressCode {
                    attempts,
                    expire_at: instant(expire_at),
                }),
            created_at: instant(row.try_get("created_at")?),
        })
    }
}

/// The user's own addresses, the oldest first.
pub async fn list(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Vec<EmailAddress>, sqlx::Error> {
    sqlx::query_as(LIST)
        .bind(user.as_str())
        .fetch_all(connection)
        .await
}

/// The own addresses of each of these users, the oldest first.
pub async fn list_of_each(
    connection: &mut Connection,
    users: &[UserId],
) -> Result<RowsByUser<EmailAddress>, sqlx::Error> {
    rows_by_user::list(connection, LIST, users).await
}

/// The identifier of this address, if it is one of the user's own.
pub async fn find_id(
    connection: &mut Connection,
    user: &UserId,
    email: &Email,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar(FIND_ID)
        .bind(user.as_str())
        .bind(email.lower())
        .fetch_optional(connection)
        .await
}

/// The user who has the address with this identifier, or the provider's identity.
pub async fn find_user(pool: &Pool, id: &str) -> Result<Option<UserId>, sqlx::Error> {
    let user = sqlx::query_scalar(FIND_USER)
        .bind(id)
        .fetch_optional(pool)
        .await?;
    Ok(user.map(UserId))
}

/// Marks one of the user's own addresses as unverified.
pub async fn unverify(
    connection: &mut Connection,
    user: &UserId,
    id: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(UNVERIFY)
        .bind(user.as_str())
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes one of the user's own addresses.
pub async fn delete(
    connection: &mut Connection,
    user: &UserId,
    id: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE)
        .bind(user.as_str())
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the user's own addresses but this one.
pub async fn delete_others(
    connection: &mut Connection,
    user: &UserId,
    id: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OTHERS)
        .bind(user.as_str())
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}
