//! `factors`: second factors, verified or being enrolled.

use database::Connection;

use super::statements;
use crate::UserId;

statements! {
    DELETE_OF_USER = "DELETE FROM factors WHERE user_id = $1";
}

/// Deletes the user's factors.
pub async fn delete_of_user(connection: &mut Connection, user: &UserId) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OF_USER)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
