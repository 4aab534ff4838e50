//! `sign_in_attempts`: sign-ins under way, one of a browser at most.

use database::{Database, Pool};

use super::{batches::delete_batch, external_verifications::VerificationColumns, statements};
use crate::{SessionId, SignInAttempt, SignInName, Token};

statements! {
    SAVE = "INSERT INTO sign_in_attempts (browser_hash, id, identifier, is_recovery, session_id, provider, external_status, \
        external_error, external_grant, complete_redirect_to, created_at, expire_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
        ON CONFLICT (browser_hash) DO UPDATE SET id = excluded.id, identifier = excluded.identifier, \
        is_recovery = excluded.is_recovery, session_id = excluded.session_id, provider = excluded.provider, \
        external_status = excluded.external_status, external_error = excluded.external_error, \
        external_grant = excluded.external_grant, complete_redirect_to = excluded.complete_redirect_to, \
        created_at = excluded.created_at, expire_at = excluded.expire_at";
    FIND = "SELECT id, identifier, is_recovery, session_id, provider, external_status, external_error, external_grant, \
        complete_redirect_to FROM sign_in_attempts WHERE browser_hash = $1 AND expire_at > $2";
    SET_SESSION = "UPDATE sign_in_attempts SET session_id = $1, is_recovery = $2 WHERE id = $3";
    DELETE = "DELETE FROM sign_in_attempts WHERE browser_hash = $1";
    DELETE_OLD = delete_batch!("sign_in_attempts", "browser_hash", "expire_at <= $1", "expire_at");
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    identifier: Option<String>,
    is_recovery: i64,
    session_id: Option<String>,
    #[sqlx(flatten)]
    external: VerificationColumns,
}

/// Saves the browser's attempt, in place of the one before.
pub async fn save(
    pool: &Pool,
    browser: &Token,
    attempt: &SignInAttempt,
    now: i64,
    expire_at: i64,
) -> Result<(), sqlx::Error> {
    let external = VerificationColumns::new(attempt.external.as_ref());
    sqlx::query(SAVE)
        .bind(browser.hash())
        .bind(&attempt.id)
        .bind(attempt.name.as_ref().map(SignInName::as_str))
        .bind(i64::from(attempt.is_recovery))
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
        name: row.identifier.as_deref().map(SignInName::stored),
        is_recovery: row.is_recovery != 0,
        session: row.session_id.map(SessionId),
        external: row.external.into_verification(),
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
