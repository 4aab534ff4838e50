//! `email_addresses`: the addresses that users claimed or verified; at most one user has verified an address.

use database::Connection;

use super::statements;
use crate::UserId;

statements! {
    DELETE_OF_USER = "DELETE FROM email_addresses WHERE user_id = $1";
}

/// Deletes the user's addresses.
pub async fn delete_of_user(connection: &mut Connection, user: &UserId) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OF_USER)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
