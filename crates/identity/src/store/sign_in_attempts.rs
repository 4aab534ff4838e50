//! `sign_in_attempts`: sign-ins under way, one of a browser at most.

use database::Pool;

use super::statements;
use crate::{Email, SessionId, SignInAttempt, Token};

statements! {
    SAVE = "INSERT INTO sign_in_attempts (browser_hash, id, address, created_at, expire_at) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (browser_hash) DO UPDATE SET id = excluded.id, address = excluded.address, is_recovery = 0, session_id = NULL, \
        created_at = excluded.created_at, expire_at = excluded.expire_at";
    FIND = "SELECT id, address, is_recovery, session_id FROM sign_in_attempts WHERE browser_hash = $1 AND expire_at > $2";
    SET_SESSION = "UPDATE sign_in_attempts SET session_id = $1, is_recovery = $2 WHERE id = $3";
    DELETE_OLD = "DELETE FROM sign_in_attempts WHERE expire_at <= $1";
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    address: String,
    is_recovery: i64,
    session_id: Option<String>,
}

/// Saves the browser's attempt, in place of the one before.
pub async fn save(
    pool: &Pool,
    browser: &Token,
    attempt: &SignInAttempt,
    now: i64,
    expire_at: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(SAVE)
        .bind(browser.hash())
        .bind(&attempt.id)
        .bind(attempt.email.as_str())
        .bind(now)
        .bind(expire_at)
        .execute(pool)
        .await?;
    Ok(())
}

/// The browser's attempt, unless it has expired.
pub async fn find(
    pool: &Pool,
    browser: &Token,
    now: i64,
) -> Result<Option<SignInAttempt>, sqlx::Error> {
    let row: Option<Row> = sqlx::query_as(FIND)
        .bind(browser.hash())
        .bind(now)
        .fetch_optional(pool)
        .await?;
    Ok(row.map(|row| SignInAttempt {
        id: row.id,
        email: Email::stored(&row.address),
        is_recovery: row.is_recovery != 0,
        session: row.session_id.map(SessionId),
    }))
}

/// Records the session that the attempt began, and whether its user sets a new password.
pub async fn set_session(pool: &Pool, attempt: &SignInAttempt) -> Result<(), sqlx::Error> {
    sqlx::query(SET_SESSION)
        .bind(attempt.session.as_ref().map(SessionId::as_str))
        .bind(i64::from(attempt.is_recovery))
        .bind(&attempt.id)
        .execute(pool)
        .await?;
    Ok(())
}

/// Deletes the attempts that expired up to `until`.
pub async fn delete_old(pool: &Pool, until: i64) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OLD).bind(until).execute(pool).await?;
    Ok(())
}
