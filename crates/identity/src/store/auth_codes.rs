//! `auth_codes`: authorization codes of the PKCE flow, each good once.

use database::Connection;

use super::statements;
use crate::UserId;

statements! {
    DELETE_OF_USER = "DELETE FROM auth_codes WHERE user_id = $1";
}

/// Deletes the user's authorization codes.
pub async fn delete_of_user(connection: &mut Connection, user: &UserId) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OF_USER)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
