//! `users` and what refers to them: what is deleted with a user, and what is deleted when it is old.

use database::{Connection, Pool};

use super::statements;
use crate::UserId;

statements! {
    DELETE_USER = "DELETE FROM users WHERE id = $1";
    MARK_DELETED = "UPDATE users SET deleted_at = $1, updated_at = $1, first_name = '', last_name = '', external_id = NULL, password_hash = NULL, \
         username = NULL, locale = NULL, time_zone = NULL, primary_email_id = NULL, primary_phone_id = NULL, new_email = NULL, picture_id = NULL, public_metadata = '{}', private_metadata = '{}', unsafe_metadata = '{}' \
         WHERE id = $2 AND deleted_at IS NULL";
    // Not those to an address that the user only claims: it may be another user's.
    DELETE_MAILS = "DELETE FROM mails WHERE LOWER(recipient) IN (SELECT address_lower FROM email_addresses WHERE user_id = $1 \
            AND (verified_at IS NOT NULL OR id = (SELECT primary_email_id FROM users WHERE id = $1))) \
         OR LOWER(recipient) IN (SELECT LOWER(email) FROM identities WHERE user_id = $1) \
         OR LOWER(recipient) IN (SELECT target FROM one_time_codes WHERE user_id = $1 AND purpose <> 'verify_address') \
         OR recipient IN (SELECT e164 FROM phone_numbers WHERE user_id = $1 AND verified_at IS NOT NULL) \
         OR recipient IN (SELECT new_email FROM users WHERE id = $1)";
    DELETE_ADDRESSES = "DELETE FROM email_addresses WHERE user_id = $1";
    DELETE_IDENTITIES = "DELETE FROM identities WHERE user_id = $1";
    DELETE_OLD_USERS = "DELETE FROM users WHERE deleted_at <= $1";
    DELETE_OLD_MAILED_CODES = "DELETE FROM one_time_codes WHERE expire_at <= $1";
    DELETE_OLD_REFUSED_MAILS = "DELETE FROM mails WHERE refused_at <= $1";
    COUNT_OLD_AUDIT_EVENTS = "SELECT COUNT(*) FROM audit_events WHERE at <= $1";
    DELETE_OLD_AUDIT_EVENTS = "DELETE FROM audit_events WHERE at <= $1";
}

/// Deletes the user and, by the foreign keys, everything that refers to them. Returns whether there was one.
pub async fn delete_user(connection: &mut Connection, user: &UserId) -> Result<bool, sqlx::Error> {
    let changed = sqlx::query(DELETE_USER)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(changed.rows_affected() > 0)
}

/// Empties the row of a user, and marks it as deleted. Returns whether there was one.
pub async fn mark_deleted(
    connection: &mut Connection,
    user: &UserId,
    now: i64,
) -> Result<bool, sqlx::Error> {
    let changed = sqlx::query(MARK_DELETED)
        .bind(now)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(changed.rows_affected() > 0)
}

/// Deletes the queued mails to the user's addresses, which must still be there.
pub async fn delete_mails(connection: &mut Connection, user: &UserId) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_MAILS)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the user's addresses.
pub async fn delete_addresses(
    connection: &mut Connection,
    user: &UserId,
) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_ADDRESSES)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the user's identities.
pub async fn delete_identities(
    connection: &mut Connection,
    user: &UserId,
) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_IDENTITIES)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the rows of users who were softly deleted up to `until`.
pub async fn delete_old_users(pool: &Pool, until: i64) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OLD_USERS)
        .bind(until)
        .execute(pool)
        .await?;
    Ok(())
}

/// Deletes the mailed codes that expired up to `until`.
pub async fn delete_old_mailed_codes(pool: &Pool, until: i64) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OLD_MAILED_CODES)
        .bind(until)
        .execute(pool)
        .await?;
    Ok(())
}

/// Deletes the mails that were set aside up to `until`.
pub async fn delete_old_refused_mails(pool: &Pool, until: i64) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OLD_REFUSED_MAILS)
        .bind(until)
        .execute(pool)
        .await?;
    Ok(())
}

/// How many log entries there are up to `until`.
pub async fn count_old_audit_events(
    connection: &mut Connection,
    until: i64,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(COUNT_OLD_AUDIT_EVENTS)
        .bind(until)
        .fetch_one(connection)
        .await
}

/// Deletes the log entries up to `until`.
pub async fn delete_old_audit_events(
    connection: &mut Connection,
    until: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OLD_AUDIT_EVENTS)
        .bind(until)
        .execute(connection)
        .await?;
    Ok(())
}
