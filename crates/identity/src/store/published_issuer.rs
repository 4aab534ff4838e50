//! `published_issuer`: one row, the issuer of the dashboard that last served this database.

use database::Pool;

use super::statements;

statements! {
    FIND = "SELECT issuer FROM published_issuer";
    SAVE = "INSERT INTO published_issuer (id, issuer) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET issuer = excluded.issuer";
}

/// The published issuer, if there is one.
pub async fn find(pool: &Pool) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar(FIND).fetch_optional(pool).await
}

/// Replaces the published issuer.
pub async fn save(pool: &Pool, issuer: &str) -> Result<(), sqlx::Error> {
    sqlx::query(SAVE).bind(issuer).execute(pool).await?;
    Ok(())
}
