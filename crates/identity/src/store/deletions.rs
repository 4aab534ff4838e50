//! `users` and what refers to them: what is deleted with a user, and what is deleted when it is old.

use database::{Connection, Database};

use super::{batches::delete_batch, mails::is_to_user, statements};
use crate::UserId;

statements! {
    DELETE_USER = "DELETE FROM users WHERE id = $1";
    MARK_DELETED = "UPDATE users SET deleted_at = $1, updated_at = $1, first_name = '', last_name = '', external_id = NULL, password_hash = NULL, \
         username = NULL, locale = NULL, time_zone = NULL, primary_email_id = NULL, primary_phone_id = NULL, new_email = NULL, picture_id = NULL, public_metadata = '{}', private_metadata = '{}', unsafe_metadata = '{}' \
         WHERE id = $2 AND deleted_at IS NULL";
    DELETE_MAILS = concat!("DELETE FROM mails WHERE ", is_to_user!());
    DELETE_ADDRESSES = "DELETE FROM email_addresses WHERE user_id = $1";
    DELETE_IDENTITIES = "DELETE FROM identities WHERE user_id = $1";
    DELETE_OLD_USERS = delete_batch!("users", "id", "deleted_at <= $1", "deleted_at");
    DELETE_OLD_MAILED_CODES = delete_batch!("one_time_codes", "user_id, purpose, target", "expire_at <= $1", "expire_at");
    DELETE_OLD_REFUSED_MAILS = delete_batch!("mails", "id", "refused_at <= $1", "refused_at");
    COUNT_OLD_AUDIT_EVENTS = "SELECT COUNT(*) FROM (SELECT sequence FROM audit_events WHERE at <= $1 ORDER BY at LIMIT 1000) AS batch";
    DELETE_OLD_AUDIT_EVENTS = delete_batch!("audit_events", "sequence", "at <= $1", "at");
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
pub async fn delete_old_users(database: &Database, until: i64) -> Result<(), sqlx::Error> {
    database.delete_in_batches(DELETE_OLD_USERS, until).await
}

/// Deletes the mailed codes that expired up to `until`.
pub async fn delete_old_mailed_codes(database: &Database, until: i64) -> Result<(), sqlx::Error> {
    database
        .delete_in_batches(DELETE_OLD_MAILED_CODES, until)
        .await
}

/// Deletes the mails that were set aside up to `until`.
pub async fn delete_old_refused_mails(database: &Database, until: i64) -> Result<(), sqlx::Error> {
    database
        .delete_in_batches(DELETE_OLD_REFUSED_MAILS, until)
        .await
}

/// How many of the log entries up to `until` are in the next batch.
pub async fn count_old_audit_events(
    connection: &mut Connection,
    until: i64,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(COUNT_OLD_AUDIT_EVENTS)
        .bind(until)
        .fetch_one(connection)
        .await
}

/// Deletes the next batch of the log entries up to `until`.
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
