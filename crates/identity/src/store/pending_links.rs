use database::{Connection, Database, Pool};

use super::{batches::delete_batch, statements};
use crate::{Email, ExternalProvider, PendingLink, Token, UserId, model::claims::Claims};

statements! {
    INSERT = "INSERT INTO pending_links (token_hash, user_id, issuer, subject, email, given_name, family_name, expire_at, provider, external_grant) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    FIND = "SELECT pending_links.email, pending_links.provider, users.password_hash, users.external_id FROM pending_links JOIN users ON users.id = pending_links.user_id \
         WHERE pending_links.token_hash = $1 AND pending_links.expire_at > $2 AND pending_links.attempts < $3";
    FIND_CLAIMS = "SELECT user_id, issuer, subject, email, given_name, family_name, external_grant FROM pending_links \
         WHERE token_hash = $1 AND expire_at > $2 AND attempts < $3";
    COUNT_ATTEMPT = "UPDATE pending_links SET attempts = attempts + 1 WHERE token_hash = $1 AND attempts < $2";
    DELETE = "DELETE FROM pending_links WHERE token_hash = $1";
    DELETE_OF_USER = "DELETE FROM pending_links WHERE user_id = $1";
    DELETE_OLD = delete_batch!("pending_links", "token_hash", "expire_at <= $1", "expire_at");
}

/// Inserts a pending link of the provider's claims to this user's account; with a sealed grant, of a provider other than
/// Timeback.
pub async fn insert(
    connection: &mut Connection,
    token: &Token,
    user: &UserId,
    claims: &Claims,
    external: Option<(ExternalProvider, &str)>,
    expire_at: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(INSERT)
        .bind(token.hash())
        .bind(user.as_str())
        .bind(&claims.issuer)
        .bind(&claims.subject)
        .bind(claims.email.as_str())
        .bind(&claims.given_name)
        .bind(&claims.family_name)
        .bind(expire_at)
        .bind(external.map(|(provider, _)| provider.as_str()))
        .bind(external.map(|(_, grant)| grant))
        .execute(connection)
        .await?;
    Ok(())
}

/// The pending link of this token with fewer than `tries` attempts, as the user sees it.
pub async fn find(
    pool: &Pool,
    token: &Token,
    tries: i64,
    now: i64,
) -> Result<Option<PendingLink>, sqlx::Error> {
    type Columns = (String, Option<String>, Option<String>, Option<String>);
    let row: Option<Columns> = sqlx::query_as(FIND)
        .bind(token.hash())
        .bind(now)
        .bind(tries)
        .fetch_optional(pool)
        .await?;
    Ok(row.map(
        |(email, provider, password_hash, timeback_id)| PendingLink {
            email: Email::stored(&email),
            provider: provider.as_deref().and_then(ExternalProvider::parse),
            has_password: password_hash.is_some(),
            timeback_id,
        },
    ))
}

#[derive(sqlx::FromRow)]
struct Row {
    user_id: String,
    issuer: String,
    subject: String,
    email: String,
    given_name: String,
    family_name: String,
    external_grant: Option<String>,
}

/// The user of the pending link of this token with fewer than `tries` attempts, the provider's claims, and the sealed grant
/// of a provider other than Timeback.
pub async fn find_claims(
    pool: &Pool,
    token: &Token,
    tries: i64,
    now: i64,
) -> Result<Option<(UserId, Claims, Option<String>)>, sqlx::Error> {
    let row: Option<Row> = sqlx::query_as(FIND_CLAIMS)
        .bind(token.hash())
        .bind(now)
        .bind(tries)
        .fetch_optional(pool)
        .await?;
    let parts = |row: Row| {
        let claims = Claims {
            issuer: row.issuer,
            subject: row.subject,
            email: Email::stored(&row.email),
            email_verified: true,
            given_name: row.given_name,
            family_name: row.family_name,
        };
        (UserId(row.user_id), claims, row.external_grant)
    };
    Ok(row.map(parts))
}

/// Counts an attempt. Returns whether there were fewer than `tries`.
pub async fn count_attempt(
    connection: &mut Connection,
    token: &Token,
    tries: i64,
) -> Result<bool, sqlx::Error> {
    let changed = sqlx::query(COUNT_ATTEMPT)
        .bind(token.hash())
        .bind(tries)
        .execute(connection)
        .await?;
    Ok(changed.rows_affected() > 0)
}

/// Deletes the pending link of this token.
pub async fn delete(connection: &mut Connection, token: &Token) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE)
        .bind(token.hash())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the pending links to the user's account.
pub async fn delete_of_user(connection: &mut Connection, user: &UserId) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OF_USER)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the pending links that expired up to `until`.
pub async fn delete_old(database: &Database, until: i64) -> Result<(), sqlx::Error> {
    database.delete_in_batches(DELETE_OLD, until).await
}
