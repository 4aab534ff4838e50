//! `external_accounts`: what changes of them.

use database::{Connection, Database};

use super::{batches::delete_batch, statements};
use crate::{ExternalAccountId, ExternalFailure, ExternalProfile, ExternalProvider, UserId};

statements! {
    CREATE = "INSERT INTO external_accounts (id, user_id, provider, issuer, status, expire_at, created_at, updated_at) \
        VALUES ($1, $2, $3, $4, 'unverified', $5, $6, $6)";
    BEGIN = "UPDATE external_accounts SET status = 'unverified', error_code = NULL, expire_at = $1, updated_at = $2 WHERE id = $3";
    FAIL = "UPDATE external_accounts SET status = 'failed', error_code = $1, expire_at = NULL, updated_at = $2 WHERE id = $3";
    // A new grant without a refresh token leaves the old one: some providers send one the first time only.
    VERIFY = "UPDATE external_accounts SET status = 'verified', error_code = NULL, expire_at = NULL, issuer = $1, subject = $2, \
        approved_scopes = $3, email = $4, email_verified = $5, first_name = $6, last_name = $7, username = $8, picture_url = $9, \
        access_token = $10, refresh_token = COALESCE($11, refresh_token), token_expire_at = $12, \
        last_sign_in_at = COALESCE(last_sign_in_at, $13), updated_at = $13 WHERE id = $14";
    RECORD_SIGN_IN = "UPDATE external_accounts SET last_sign_in_at = $1 WHERE id = $2";
    DELETE = "DELETE FROM external_accounts WHERE id = $1 AND user_id = $2";
    DELETE_OF_USER = "DELETE FROM external_accounts WHERE user_id = $1";
    DELETE_UNLINKED = "DELETE FROM external_accounts WHERE user_id = $1 AND provider = $2 AND subject IS NULL";
    DELETE_OLD_UNLINKED = delete_batch!("external_accounts", "id", "subject IS NULL AND updated_at <= $1", "updated_at");
}

/// What is stored of a grant; the tokens are sealed.
pub struct SealedGrant<'a> {
    pub issuer: &'a str,
    pub profile: &'a ExternalProfile,
    pub scopes: &'a [String],
    pub access_token: &'a str,
    pub refresh_token: Option<&'a str>,
    pub token_expire_at: Option<i64>,
}

/// Creates an external account that is not linked yet.
pub async fn create(
    connection: &mut Connection,
    id: &ExternalAccountId,
    user: &UserId,
    (provider, issuer): (ExternalProvider, &str),
    expire_at: i64,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(CREATE)
        .bind(id.as_str())
        .bind(user.as_str())
        .bind(provider.as_str())
        .bind(issuer)
        .bind(expire_at)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// Records that the user was sent to the provider, from where they may return until `expire_at`.
pub async fn begin(
    connection: &mut Connection,
    id: &ExternalAccountId,
    expire_at: i64,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(BEGIN)
        .bind(expire_at)
        .bind(now)
        .bind(id.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Records that the user returned without success.
pub async fn fail(
    connection: &mut Connection,
    id: &ExternalAccountId,
    failure: ExternalFailure,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(FAIL)
        .bind(failure.code())
        .bind(now)
        .bind(id.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Records what the provider granted, which links the account.
pub async fn verify(
    connection: &mut Connection,
    id: &ExternalAccountId,
    grant: &SealedGrant<'_>,
    now: i64,
) -> Result<(), sqlx::Error> {
    let profile = grant.profile;
    sqlx::query(VERIFY)
        .bind(grant.issuer)
        .bind(&profile.subject)
        .bind(grant.scopes.join(" "))
        .bind(profile.email.as_deref())
        .bind(i64::from(profile.email_verified))
        .bind(&profile.first_name)
        .bind(&profile.last_name)
        .bind(profile.username.as_deref())
        .bind(profile.picture_url.as_deref())
        .bind(grant.access_token)
        .bind(grant.refresh_token)
        .bind(grant.token_expire_at)
        .bind(now)
        .bind(id.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Records a sign-in.
pub async fn record_sign_in(
    connection: &mut Connection,
    id: &ExternalAccountId,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(RECORD_SIGN_IN)
        .bind(now)
        .bind(id.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the user's external account with this identifier.
pub async fn delete(
    connection: &mut Connection,
    user: &UserId,
    id: &ExternalAccountId,
) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE)
        .bind(id.as_str())
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes all external accounts of the user.
pub async fn delete_of_user(connection: &mut Connection, user: &UserId) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OF_USER)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the user's external accounts at this provider that are not linked.
pub async fn delete_unlinked(
    connection: &mut Connection,
    user: &UserId,
    provider: ExternalProvider,
) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_UNLINKED)
        .bind(user.as_str())
        .bind(provider.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the external accounts that are not linked and did not change since `until`.
pub async fn delete_old_unlinked(database: &Database, until: i64) -> Result<(), sqlx::Error> {
    database.delete_in_batches(DELETE_OLD_UNLINKED, until).await
}
