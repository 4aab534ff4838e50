//! `sign_up_attempts`: sign-ups under way, one of a browser at most.

use database::Pool;

use super::statements;
use crate::{Email, Error, Metadata, PersonName, SignUpAttempt, Token, Username};

statements! {
    SAVE = "INSERT INTO sign_up_attempts (browser_hash, id, address, password_hash, first_name, last_name, username, unsafe_metadata, \
        mailed_at, created_at, expire_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
        ON CONFLICT (browser_hash) DO UPDATE SET id = excluded.id, address = excluded.address, password_hash = excluded.password_hash, \
        first_name = excluded.first_name, last_name = excluded.last_name, username = excluded.username, \
        unsafe_metadata = excluded.unsafe_metadata, mailed_at = excluded.mailed_at, created_at = excluded.created_at, \
        expire_at = excluded.expire_at";
    FIND = "SELECT id, address, password_hash, first_name, last_name, username, unsafe_metadata, mailed_at \
        FROM sign_up_attempts WHERE browser_hash = $1 AND expire_at > $2";
    DELETE = "DELETE FROM sign_up_attempts WHERE browser_hash = $1";
    DELETE_OLD = "DELETE FROM sign_up_attempts WHERE expire_at <= $1";
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    address: Option<String>,
    password_hash: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    username: Option<String>,
    unsafe_metadata: String,
    mailed_at: Option<i64>,
}

/// An attempt, with the hash of its password.
pub struct StoredAttempt {
    pub attempt: SignUpAttempt,
    pub password_hash: Option<String>,
    pub mailed_at: Option<i64>,
}

/// Saves the browser's attempt, in place of the one before.
pub async fn save(
    pool: &Pool,
    browser: &Token,
    stored: &StoredAttempt,
    now: i64,
    expire_at: i64,
) -> Result<(), sqlx::Error> {
    let attempt = &stored.attempt;
    sqlx::query(SAVE)
        .bind(browser.hash())
        .bind(&attempt.id)
        .bind(attempt.email.as_ref().map(Email::as_str))
        .bind(&stored.password_hash)
        .bind(attempt.first_name.as_ref().map(PersonName::as_str))
        .bind(attempt.last_name.as_ref().map(PersonName::as_str))
        .bind(attempt.username.as_ref().map(Username::as_str))
        .bind(attempt.unsafe_metadata.to_text())
        .bind(stored.mailed_at)
        .bind(now)
        .bind(expire_at)
        .execute(pool)
        .await?;
    Ok(())
}

/// The browser's attempt, unless it has expired.
pub async fn find(pool: &Pool, browser: &Token, now: i64) -> Result<Option<StoredAttempt>, Error> {
    let row: Option<Row> = sqlx::query_as(FIND)
        .bind(browser.hash())
        .bind(now)
        .fetch_optional(pool)
        .await?;
    row.map(Row::into_attempt).transpose()
}

/// Deletes the browser's attempt.
pub async fn delete(pool: &Pool, browser: &Token) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE)
        .bind(browser.hash())
        .execute(pool)
        .await?;
    Ok(())
}

/// Deletes the attempts that expired up to `until`.
pub async fn delete_old(pool: &Pool, until: i64) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OLD).bind(until).execute(pool).await?;
    Ok(())
}

impl Row {
    fn into_attempt(self) -> Result<StoredAttempt, Error> {
        let name = |name: Option<String>| name.and_then(|name| PersonName::parse(&name).ok());
        let username = self.username;
        let attempt = SignUpAttempt {
            id: self.id,
            email: self.address.as_deref().map(Email::stored),
            has_password: self.password_hash.is_some(),
            first_name: name(self.first_name),
            last_name: name(self.last_name),
            username: username.and_then(|name| Username::parse(&name).ok()),
            unsafe_metadata: Metadata::from_text(&self.unsafe_metadata)?,
            is_mailed: self.mailed_at.is_some(),
        };
        Ok(StoredAttempt {
            attempt,
            password_hash: self.password_hash,
            mailed_at: self.mailed_at,
        })
    }
}
