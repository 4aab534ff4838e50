//! `one_time_codes`: the app that a mailed link redirects to.

use database::Connection;

use super::statements;
use crate::{CodeChallenge, UserId, model::code_purpose::CodePurpose};

statements! {
    SET = "UPDATE one_time_codes SET code_challenge = $1, redirect_to = $2 WHERE user_id = $3 AND purpose = $4";
}

/// Makes the link of the mail for this purpose redirect to an app.
pub async fn set(
    connection: &mut Connection,
    user: &UserId,
    purpose: CodePurpose,
    challenge: &CodeChallenge,
    redirect_to: Option<String>,
) -> Result<(), sqlx::Error> {
    sqlx::query(SET)
        .bind(challenge.as_str())
        .bind(redirect_to)
        .bind(user.as_str())
        .bind(purpose.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
