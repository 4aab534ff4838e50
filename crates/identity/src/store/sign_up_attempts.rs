//! `sign_up_attempts`: sign-ups under way, one of a browser at most.

use database::{Database, Pool};

use super::{batches::delete_batch, external_verifications::VerificationColumns, statements};
use crate::{Email, Error, Metadata, PersonName, SessionId, SignUpAttempt, Token, Username};

statements! {
    SAVE = "INSERT INTO sign_up_attempts (browser_hash, id, address, password_hash, first_name, last_name, username, unsafe_metadata, \
        mailed_at, session_id, provider, external_status, external_error, external_grant, complete_redirect_to, created_at, expire_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) \
        ON CONFLICT (browser_hash) DO UPDATE SET id = excluded.id, address = excluded.address, password_hash = excluded.password_hash, \
        first_name = excluded.first_name, last_name = excluded.last_name, username = excluded.username, \
        unsafe_metadata = excluded.unsafe_metadata, mailed_at = excluded.mailed_at, session_id = excluded.session_id, \
        provider = excluded.provider, external_status = excluded.external_status, external_error = excluded.external_error, \
        external_grant = excluded.external_grant, complete_redirect_to = excluded.complete_redirect_to, created_at = excluded.created_at, \
        expire_at = excluded.expire_at";
    FIND = "SELECT id, address, password_hash, first_name, last_name, username, unsafe_metadata, mailed_at, session_id, \
        provider, external_status, external_error, external_grant, complete_redirect_to \
        FROM sign_up_attempts WHERE browser_hash = $1 AND expire_at > $2";
    DELETE = "DELETE FROM sign_up_attempts WHERE browser_hash = $1";
    DELETE_OLD = delete_batch!("sign_up_attempts", "browser_hash", "expire_at <= $1", "expire_at");
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
    session_id: Option<String>,
    #[sqlx(flatten)]
    external: VerificationColumns,
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
    let external = VerificationColumns::new(attempt.external.as_ref());
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
        .bind(attempt.session.as_ref().map(SessionId::as_str))
        .bind(external.provider)
        .bind(external.external_status)
        .bind(external.external_error)
        .bind(external.external_grant)
        .bind(external.complete_redirect_to)
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
pub async fn delete_old(database: &Database, until: i64) -> Result<(), sqlx::Error> {
    database.delete_in_batches(DELETE_OLD, until).await
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
            session: self.session_id.map(SessionId),
            external: self.external.into_verification(),
        };
        Ok(StoredAttempt {
            attempt,
            password_hash: self.password_hash,
            mailed_at: self.mailed_at,
        })
    }
}
