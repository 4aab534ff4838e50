use database::{Database, Pool};
use secrecy::ExposeSecret as _;

use super::{batches::delete_batch, statements};
use crate::{Flow, FlowStart, Token};

statements! {
    INSERT = "INSERT INTO oauth_flows (state_hash, browser_hash, nonce, pkce_verifier, redirect_uri, expire_at) VALUES ($1, $2, $3, $4, $5, $6)";
    TAKE = "DELETE FROM oauth_flows WHERE state_hash = $1 AND browser_hash = $2 AND expire_at > $3 RETURNING nonce, pkce_verifier, redirect_uri";
    DELETE_OLD = delete_batch!("oauth_flows", "state_hash", "expire_at <= $1", "expire_at");
}

/// Inserts a flow.
pub async fn insert(
    pool: &Pool,
    start: &FlowStart,
    flow: &Flow,
    expire_at: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(INSERT)
        .bind(start.state.hash())
        .bind(start.browser.hash())
        .bind(&flow.nonce)
        .bind(flow.pkce_verifier.expose_secret())
        .bind(&flow.redirect_uri)
        .bind(expire_at)
        .execute(pool)
        .await?;
    Ok(())
}

/// Deletes and returns the flow of this state, if this browser began it and it has not expired.
pub async fn take(
    pool: &Pool,
    state: &Token,
    browser: &Token,
    now: i64,
) -> Result<Option<Flow>, sqlx::Error> {
    let row: Option<(String, String, String)> = sqlx::query_as(TAKE)
        .bind(state.hash())
        .bind(browser.hash())
        .bind(now)
        .fetch_optional(pool)
        .await?;
    Ok(row.map(|(nonce, pkce_verifier, redirect_uri)| Flow {
        nonce,
        pkce_verifier: pkce_verifier.into(),
        redirect_uri,
    }))
}

/// Deletes the flows that expired up to `until`.
pub async fn delete_old(database: &Database, until: i64) -> Result<(), sqlx::Error> {
    database.delete_in_batches(DELETE_OLD, until).await
}
