//! Sessions that are alive.

use database::Pool;

use crate::store::statements;

statements! {
    COUNT = concat!("SELECT COUNT(*) FROM sessions WHERE ", alive!("$1"));
}

/// The number of sessions that are alive.
pub async fn count(pool: &Pool, now: i64) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(COUNT).bind(now).fetch_one(pool).await
}
