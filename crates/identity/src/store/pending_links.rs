//! `pending_links`: a provider's account and a local account that wait for the user to link them.

use database::Connection;

use super::statements;
use crate::UserId;

statements! {
    DELETE_OF_USER = "DELETE FROM pending_links WHERE user_id = $1";
}

/// Deletes the pending links to the user's account.
pub async fn delete_of_user(connection: &mut Connection, user: &UserId) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OF_USER)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
