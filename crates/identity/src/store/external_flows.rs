//! `external_flows`: browsers that were sent to a provider other than Timeback, and are not yet back.

use database::{Connection, Database, Pool};
use sqlx::FromRow;

use super::{batches::delete_batch, statements};
use crate::{
    ExternalAccountId, SessionId, Token, UserId,
    model::external_flow::{ExternalFlow, FlowPurpose},
};

statements! {
    INSERT = "INSERT INTO external_flows (state_hash, browser_hash, provider, user_id, session_id, external_account_id, nonce, \
        pkce_verifier, redirect_uri, redirect_to, tag, scopes, expire_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    TAKE = "DELETE FROM external_flows WHERE state_hash = $1 AND browser_hash = $2 AND expire_at > $3 \
        RETURNING provider, user_id, session_id, external_account_id, nonce, pkce_verifier, redirect_uri, redirect_to, tag, scopes";
    DELETE_OLD = delete_batch!("external_flows", "state_hash", "expire_at <= $1", "expire_at");
}

/// The row of a flow, whose PKCE verifier is sealed.
#[derive(FromRow)]
pub struct FlowRow {
    pub provider: String,
    user_id: Option<String>,
    session_id: Option<String>,
    external_account_id: Option<String>,
    pub nonce: String,
    pub pkce_verifier: String,
    pub redirect_uri: String,
    pub redirect_to: Option<String>,
    pub tag: Option<String>,
    pub scopes: String,
}

impl FlowRow {
    /// The row of a flow, whose PKCE verifier is sealed.
    pub fn new(flow: &ExternalFlow, sealed_verifier: String) -> Self {
        let (user_id, session_id, external_account_id) = match &flow.purpose {
            FlowPurpose::SignIn => (None, None, None),
            FlowPurpose::Account {
                user,
                session,
                account,
            } => (
                Some(user.0.clone()),
                Some(session.0.clone()),
                Some(account.0.clone()),
            ),
        };
        Self {
            provider: flow.provider.as_str().to_owned(),
            user_id,
            session_id,
            external_account_id,
            nonce: flow.nonce.clone(),
            pkce_verifier: sealed_verifier,
            redirect_uri: flow.redirect_uri.clone(),
            redirect_to: flow.redirect_to.clone(),
            tag: flow.tag.clone(),
            scopes: flow.scopes.join(" "),
        }
    }

    /// What the flow is for.
    pub fn purpose(&self) -> FlowPurpose {
        match (&self.user_id, &self.session_id, &self.external_account_id) {
            (Some(user), Some(session), Some(account)) => FlowPurpose::Account {
                user: UserId(user.clone()),
                session: SessionId(session.clone()),
                account: ExternalAccountId(account.clone()),
            },
            _ => FlowPurpose::SignIn,
        }
    }
}

/// Inserts a flow.
pub async fn insert(
    connection: &mut Connection,
    state: &Token,
    browser: &Token,
    flow: &FlowRow,
    expire_at: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(INSERT)
        .bind(state.hash())
        .bind(browser.hash())
        .bind(&flow.provider)
        .bind(flow.user_id.as_deref())
        .bind(flow.session_id.as_deref())
        .bind(flow.external_account_id.as_deref())
        .bind(&flow.nonce)
        .bind(&flow.pkce_verifier)
        .bind(&flow.redirect_uri)
        .bind(flow.redirect_to.as_deref())
        .bind(flow.tag.as_deref())
        .bind(&flow.scopes)
        .bind(expire_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes and returns the flow of this state, if this browser began it and it has not expired.
pub async fn take(
    pool: &Pool,
    state: &Token,
    browser: &Token,
    now: i64,
) -> Result<Option<FlowRow>, sqlx::Error> {
    sqlx::query_as(TAKE)
        .bind(state.hash())
        .bind(browser.hash())
        .bind(now)
        .fetch_optional(pool)
        .await
}

/// Deletes the flows that expired up to `until`.
pub async fn delete_old(database: &Database, until: i64) -> Result<(), sqlx::Error> {
    database.delete_in_batches(DELETE_OLD, until).await
}
