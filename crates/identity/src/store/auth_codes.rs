use database::{Connection, Database, Pool};

use super::{batches::delete_batch, statements};
use crate::{AuthMethod, CodeChallenge, Error, Token, UserId};

statements! {
    INSERT = "INSERT INTO auth_codes (code_hash, user_id, code_challenge, method, expire_at) VALUES ($1, $2, $3, $4, $5)";
    FIND_OWNER = "SELECT user_id FROM auth_codes WHERE code_hash = $1";
    TAKE = "DELETE FROM auth_codes WHERE code_hash = $1 RETURNING code_challenge, method, expire_at";
    DELETE_OF_USER = "DELETE FROM auth_codes WHERE user_id = $1";
    DELETE_OLD = delete_batch!("auth_codes", "code_hash", "expire_at <= $1", "expire_at");
}

/// What an authorization code stands for.
pub struct AuthCode {
    pub challenge: CodeChallenge,
    /// How its user authenticated.
    pub method: AuthMethod,
    pub expire_at: i64,
}

/// Inserts an authorization code of this user.
pub async fn insert(
    connection: &mut Connection,
    code: &Token,
    user: &UserId,
    new: &AuthCode,
) -> Result<(), sqlx::Error> {
    sqlx::query(INSERT)
        .bind(code.hash())
        .bind(user.as_str())
        .bind(new.challenge.as_str())
        .bind(new.method.as_str())
        .bind(new.expire_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// The user of an authorization code.
pub async fn find_owner(pool: &Pool, code: &Token) -> Result<Option<UserId>, sqlx::Error> {
    let user: Option<String> = sqlx::query_scalar(FIND_OWNER)
        .bind(code.hash())
        .fetch_optional(pool)
        .await?;
    Ok(user.map(UserId))
}

/// Deletes and returns an authorization code.
pub async fn take(connection: &mut Connection, code: &Token) -> Result<Option<AuthCode>, Error> {
    let row: Option<(String, String, i64)> = sqlx::query_as(TAKE)
        .bind(code.hash())
        .fetch_optional(connection)
        .await?;
    let decode = |(challenge, method, expire_at): (String, String, i64)| {
        let method = AuthMethod::parse(&method);
        Ok(AuthCode {
            challenge: CodeChallenge::stored(challenge),
            method: method.ok_or(Error::Unreadable("an authorization code's method"))?,
            expire_at,
        })
    };
    row.map(decode).transpose()
}

/// Deletes the user's authorization codes.
pub async fn delete_of_user(connection: &mut Connection, user: &UserId) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OF_USER)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the authorization codes that expired up to `until`.
pub async fn delete_old(database: &Database, until: i64) -> Result<(), sqlx::Error> {
    database.delete_in_batches(DELETE_OLD, until).await
}
