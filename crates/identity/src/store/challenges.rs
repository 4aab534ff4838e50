use database::{Connection, Database};

use super::{batches::delete_batch, statements};
use crate::AuthContext;

statements! {
    INSERT = "INSERT INTO challenges (id, factor_id, session_id, expire_at) VALUES ($1, $2, $3, $4)";
    FIND = "SELECT factors.secret, factors.last_step, factors.verified_at, challenges.attempts, challenges.expire_at, challenges.used_at \
         FROM challenges JOIN factors ON factors.id = challenges.factor_id \
         WHERE challenges.id = $1 AND factors.id = $2 AND factors.user_id = $3 AND challenges.session_id = $4";
    RECORD_ATTEMPT = "UPDATE challenges SET attempts = attempts + 1, used_at = $1 WHERE id = $2";
    DELETE_OLD = delete_batch!("challenges", "id", "expire_at <= $1", "expire_at");
}

/// Inserts a challenge of this factor in this session.
pub async fn insert(
    connection: &mut Connection,
    id: &str,
    factor: &str,
    auth: &AuthContext,
    expire_at: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(INSERT)
        .bind(id)
        .bind(factor)
        .bind(auth.session.as_str())
        .bind(expire_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// A challenge, and its factor.
#[derive(sqlx::FromRow)]
pub struct ChallengeRow {
    /// The factor's encrypted secret.
    pub secret: String,
    /// The last time step whose code was used.
    pub last_step: i64,
    /// When the factor was verified.
    pub verified_at: Option<i64>,
    pub attempts: i64,
    pub expire_at: i64,
    pub used_at: Option<i64>,
}

/// The challenge, if it is of this factor of the user, in this session.
pub async fn find(
    connection: &mut Connection,
    id: &str,
    factor: &str,
    auth: &AuthContext,
) -> Result<Option<ChallengeRow>, sqlx::Error> {
    sqlx::query_as(FIND)
        .bind(id)
        .bind(factor)
        .bind(auth.user.as_str())
        .bind(auth.session.as_str())
        .fetch_optional(connection)
        .await
}

/// Counts an attempt; `used_at` is when it succeeded.
pub async fn record_attempt(
    connection: &mut Connection,
    id: &str,
    used_at: Option<i64>,
) -> Result<(), sqlx::Error> {
    sqlx::query(RECORD_ATTEMPT)
        .bind(used_at)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the challenges that expired up to `until`.
pub async fn delete_old(database: &Database, until: i64) -> Result<(), sqlx::Error> {
    database.delete_in_batches(DELETE_OLD, until).await
}
