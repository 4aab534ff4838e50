use database::{Connection, Database};
use sqlx::{FromRow, Row as _, any::AnyRow};

use super::{
    batches::delete_batch,
    rows_by_user::{self, RowsByUser},
    statements,
};
use crate::{Factor, UserId, env::instant};

statements! {
    LIST = "SELECT id, user_id, friendly_name, verified_at, last_challenged_at, created_at, updated_at FROM factors WHERE user_id IN ($1) ORDER BY created_at, id";
    LIST_SECRETS = "SELECT id, secret, last_step FROM factors WHERE user_id = $1 AND verified_at IS NOT NULL ORDER BY created_at, id";
    COUNT_VERIFIED = "SELECT (SELECT COUNT(*) FROM factors WHERE user_id = $1 AND verified_at IS NOT NULL) \
        + (SELECT COUNT(*) FROM phone_numbers WHERE user_id = $1 AND reserved_for_second_factor = 1 AND verified_at IS NOT NULL)";
    FIND_WAITING = "SELECT id, friendly_name, secret, last_step FROM factors \
         WHERE user_id = $1 AND verified_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1";
    INSERT = "INSERT INTO factors (id, user_id, kind, friendly_name, secret, created_at, updated_at) VALUES ($1, $2, 'totp', $3, $4, $5, $5)";
    RENAME = "UPDATE factors SET friendly_name = $1, updated_at = $2 WHERE id = $3";
    RECORD_CHALLENGE = "UPDATE factors SET last_challenged_at = $1 WHERE id = $2 AND user_id = $3";
    VERIFY = "UPDATE factors SET verified_at = $1 WHERE id = $2 AND verified_at IS NULL";
    RECORD_CODE = "UPDATE factors SET updated_at = $1, last_step = COALESCE($2, last_step) WHERE id = $3";
    DELETE = "DELETE FROM factors WHERE id = $1";
    DELETE_WAITING = "DELETE FROM factors WHERE user_id = $1 AND verified_at IS NULL";
    DELETE_OF_USER = "DELETE FROM factors WHERE user_id = $1";
    DELETE_OLD = delete_batch!("factors", "id", "verified_at IS NULL AND created_at <= $1", "created_at");
}

impl FromRow<'_, AnyRow> for Factor {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        let optional = |column| row.try_get::<Option<i64>, _>(column);
        Ok(Self {
            id: row.try_get("id")?,
            friendly_name: row.try_get("friendly_name")?,
            is_verified: optional("verified_at")?.is_some(),
            last_challenged_at: optional("last_challenged_at")?.map(instant),
            created_at: instant(row.try_get("created_at")?),
            updated_at: instant(row.try_get("updated_at")?),
        })
    }
}

/// The user's factors, the oldest first.
pub async fn list(connection: &mut Connection, user: &UserId) -> Result<Vec<Factor>, sqlx::Error> {
    sqlx::query_as(LIST)
        .bind(user.as_str())
        .fetch_all(connection)
        .await
}

/// The factors of each of these users, the oldest first.
pub async fn list_of_each(
    connection: &mut Connection,
    users: &[UserId],
) -> Result<RowsByUser<Factor>, sqlx::Error> {
    rows_by_user::list(connection, LIST, users).await
}

/// The number of the user's verified second factors: apps, and phone numbers to which codes are texted.
pub async fn count_verified(
    connection: &mut Connection,
    user: &UserId,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(COUNT_VERIFIED)
        .bind(user.as_str())
        .fetch_one(connection)
        .await
}

/// A verified factor, with what it takes to verify a code.
#[derive(sqlx::FromRow)]
pub struct FactorSecret {
    pub id: String,
    /// The encrypted secret.
    pub secret: String,
    /// The last time step whose code was used.
    pub last_step: i64,
}

/// The user's verified factors with their secrets, the oldest first.
pub async fn list_secrets(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Vec<FactorSecret>, sqlx::Error> {
    sqlx::query_as(LIST_SECRETS)
        .bind(user.as_str())
        .fetch_all(connection)
        .await
}

/// A factor that waits for its first code.
#[derive(sqlx::FromRow)]
pub struct WaitingFactor {
    pub id: String,
    pub friendly_name: String,
    /// The encrypted secret.
    pub secret: String,
    /// The last time step whose code was used.
    pub last_step: i64,
}

/// The user's newest factor that waits for its first code.
pub async fn find_waiting(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Option<WaitingFactor>, sqlx::Error> {
    sqlx::query_as(FIND_WAITING)
        .bind(user.as_str())
        .fetch_optional(connection)
        .await
}

/// A factor to insert.
pub struct NewFactor<'a> {
    pub id: &'a str,
    pub user: &'a UserId,
    pub friendly_name: &'a str,
    /// The encrypted secret.
    pub secret: &'a str,
    pub now: i64,
}

/// Inserts a factor that waits for its first code.
pub async fn insert(connection: &mut Connection, new: &NewFactor<'_>) -> Result<(), sqlx::Error> {
    sqlx::query(INSERT)
        .bind(new.id)
        .bind(new.user.as_str())
        .bind(new.friendly_name)
        .bind(new.secret)
        .bind(new.now)
        .execute(connection)
        .await?;
    Ok(())
}

/// Renames a factor.
pub async fn rename(
    connection: &mut Connection,
    id: &str,
    name: &str,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(RENAME)
        .bind(name)
        .bind(now)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Records that the user's factor was challenged. Returns whether there is one.
pub async fn record_challenge(
    connection: &mut Connection,
    id: &str,
    user: &UserId,
    now: i64,
) -> Result<bool, sqlx::Error> {
    let changed = sqlx::query(RECORD_CHALLENGE)
        .bind(now)
        .bind(id)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(changed.rows_affected() > 0)
}

/// Verifies a factor. Returns whether it was not yet.
pub async fn verify(connection: &mut Connection, id: &str, now: i64) -> Result<bool, sqlx::Error> {
    let changed = sqlx::query(VERIFY)
        .bind(now)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(changed.rows_affected() > 0)
}

/// Records that a code of this time step was used, or a backup code.
pub async fn record_code(
    connection: &mut Connection,
    id: &str,
    step: Option<i64>,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(RECORD_CODE)
        .bind(now)
        .bind(step)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes a factor.
pub async fn delete(connection: &mut Connection, id: &str) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE).bind(id).execute(connection).await?;
    Ok(())
}

/// Deletes the user's factors that wait for their first code. Returns whether there was one.
pub async fn delete_waiting(
    connection: &mut Connection,
    user: &UserId,
) -> Result<bool, sqlx::Error> {
    let changed = sqlx::query(DELETE_WAITING)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(changed.rows_affected() > 0)
}

/// Deletes the user's factors.
pub async fn delete_of_user(connection: &mut Connection, user: &UserId) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OF_USER)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the factors that were enrolled up to `until` and never verified.
pub async fn delete_old(database: &Database, until: i64) -> Result<(), sqlx::Error> {
    database.delete_in_batches(DELETE_OLD, until).await
}
