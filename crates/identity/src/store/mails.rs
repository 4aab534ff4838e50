//! `mails`: mails that wait to be sent.

use database::Connection;

use super::statements;
use crate::UserId;

statements! {
    DELETE_TO_USER = "DELETE FROM mails WHERE LOWER(recipient) IN (SELECT address_lower FROM email_addresses WHERE user_id = $1) \
         OR LOWER(recipient) IN (SELECT LOWER(email) FROM identities WHERE user_id = $1) \
         OR LOWER(recipient) IN (SELECT target FROM one_time_codes WHERE user_id = $1) \
         OR recipient IN (SELECT new_email FROM users WHERE id = $1)";
}

/// Deletes the queued mails to the user's addresses, which must still be there.
pub async fn delete_to_user(connection: &mut Connection, user: &UserId) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_TO_USER)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
