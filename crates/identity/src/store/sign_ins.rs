//! `users` and `identities`: the last sign-in to a local account.

use database::Connection;

use super::statements;
use crate::UserId;

statements! {
    RECORD_OF_USER = "UPDATE users SET last_sign_in_at = $1 WHERE id = $2";
    RECORD_OF_IDENTITY = "UPDATE identities SET last_sign_in_at = $1 WHERE user_id = $2 AND provider = 'email'";
    FIND_IDENTITY = "SELECT id FROM identities WHERE user_id = $1 ORDER BY provider <> 'email', created_at, id LIMIT 1";
}

/// Records the time of a sign-in to a local account.
pub async fn record(
    connection: &mut Connection,
    user: &UserId,
    now: i64,
) -> Result<(), sqlx::Error> {
    for statement in [RECORD_OF_USER, RECORD_OF_IDENTITY] {
        sqlx::query(statement)
            .bind(now)
            .bind(user.as_str())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// The identity of the user's local account, or else their oldest one.
pub async fn find_identity(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar(FIND_IDENTITY)
        .bind(user.as_str())
        .fetch_optional(connection)
        .await
}
