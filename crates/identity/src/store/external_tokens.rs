//! `external_accounts`: the tokens that providers issued, sealed.

use database::{Connection, Pool};
use sqlx::FromRow;

use super::statements;
use crate::{ExternalAccountId, ExternalProvider, UserId};

statements! {
    LIST = "SELECT id, approved_scopes, access_token, refresh_token, token_expire_at FROM external_accounts \
        WHERE user_id = $1 AND provider = $2 AND subject IS NOT NULL AND access_token IS NOT NULL ORDER BY created_at, id";
    // Only in place of the token that was renewed: another process may have renewed it at the same time.
    RENEW = "UPDATE external_accounts SET access_token = $1, refresh_token = COALESCE($2, refresh_token), token_expire_at = $3 \
        WHERE id = $4 AND access_token = $5";
}

/// The sealed tokens of an external account.
#[derive(FromRow)]
pub struct SealedTokens {
    pub id: String,
    pub approved_scopes: String,
    pub access_token: String,
    pub refresh_token: Option<String>,
    pub token_expire_at: Option<i64>,
}

/// The sealed tokens of the user's linked accounts at this provider, the oldest account first.
pub async fn list(
    pool: &Pool,
    user: &UserId,
    provider: ExternalProvider,
) -> Result<Vec<SealedTokens>, sqlx::Error> {
    sqlx::query_as(LIST)
        .bind(user.as_str())
        .bind(provider.as_str())
        .fetch_all(pool)
        .await
}

/// Stores renewed tokens in place of `before`. Returns `false` when others were stored meanwhile.
pub async fn renew(
    connection: &mut Connection,
    id: &ExternalAccountId,
    before: &str,
    access: &str,
    refresh: Option<&str>,
    expire_at: Option<i64>,
) -> Result<bool, sqlx::Error> {
    let changed = sqlx::query(RENEW)
        .bind(access)
        .bind(refresh)
        .bind(expire_at)
        .bind(id.as_str())
        .bind(before)
        .execute(connection)
        .await?;
    Ok(changed.rows_affected() > 0)
}
