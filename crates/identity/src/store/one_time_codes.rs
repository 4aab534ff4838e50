//! `one_time_codes`: mailed codes and links, each good once.

use database::Connection;

use super::statements;
use crate::UserId;

statements! {
    DELETE_OF_USER = "DELETE FROM one_time_codes WHERE user_id = $1";
}

/// Deletes the user's mailed codes.
pub async fn delete_of_user(connection: &mut Connection, user: &UserId) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OF_USER)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
