//! `external_accounts`: users' accounts at providers other than Timeback.

use database::Connection;
use sqlx::{FromRow, Row as _, any::AnyRow};

use super::{
    decoded,
    rows_by_user::{self, RowsByUser},
    statements,
};
use crate::{
    ExternalAccount, ExternalAccountId, ExternalAccountStatus, ExternalFailure, ExternalProfile,
    ExternalProvider, UserId, env::instant,
};

macro_rules! columns {
    () => {
        "id, user_id, provider, subject, status, error_code, expire_at, approved_scopes, email, email_verified, first_name, \
         last_name, username, picture_url, last_sign_in_at, created_at, updated_at"
    };
}

statements! {
    FIND = concat!("SELECT ", columns!(), " FROM external_accounts WHERE id = $1 AND user_id = $2");
    LIST = concat!("SELECT ", columns!(), " FROM external_accounts WHERE user_id IN ($1) ORDER BY created_at, id");
    FIND_LINKED = concat!("SELECT ", columns!(), " FROM external_accounts WHERE provider = $1 AND issuer = $2 AND subject = $3");
    HAS_TIMEBACK = "SELECT id FROM identities WHERE user_id = $1 AND provider = 'timeback'";
    FILL_NAME = "UPDATE users SET first_name = $1, last_name = $2 WHERE id = $3 AND first_name = '' AND last_name = ''";
    FIND_VERIFIED_OWNER = "SELECT users.id FROM email_addresses JOIN users ON users.id = email_addresses.user_id \
        WHERE email_addresses.address_lower = $1 AND email_addresses.verified_at IS NOT NULL AND users.deleted_at IS NULL";
}

impl FromRow<'_, AnyRow> for ExternalAccount {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        let failure: Option<String> = row.try_get("error_code")?;
        let scopes: String = row.try_get("approved_scopes")?;
        let optional = |column: &str| {
            Ok::<_, sqlx::Error>(row.try_get::<Option<i64>, _>(column)?.map(instant))
        };
        Ok(Self {
            id: ExternalAccountId(row.try_get("id")?),
            user: UserId(row.try_get("user_id")?),
            provider: decoded(row, "provider", ExternalProvider::parse)?,
            subject: row.try_get("subject")?,
            status: decoded(row, "status", |status| match status {
                "unverified" => Some(ExternalAccountStatus::Unverified),
                "verified" => Some(ExternalAccountStatus::Verified),
                "failed" => Some(ExternalAccountStatus::Failed),
                _ => None,
            })?,
            failure: failure.as_deref().and_then(ExternalFailure::parse),
            expire_at: optional("expire_at")?,
            approved_scopes: scopes.split_whitespace().map(str::to_owned).collect(),
            email: row.try_get("email")?,
            email_verified: row.try_get::<i64, _>("email_verified")? > 0,
            first_name: row.try_get("first_name")?,
            last_name: row.try_get("last_name")?,
            username: row.try_get("username")?,
            picture_url: row.try_get("picture_url")?,
            last_sign_in_at: optional("last_sign_in_at")?,
            created_at: instant(row.try_get("created_at")?),
            updated_at: instant(row.try_get("updated_at")?),
        })
    }
}

/// The user's external account with this identifier.
pub async fn find(
    connection: &mut Connection,
    user: &UserId,
    id: &ExternalAccountId,
) -> Result<Option<ExternalAccount>, sqlx::Error> {
    sqlx::query_as(FIND)
        .bind(id.as_str())
        .bind(user.as_str())
        .fetch_optional(connection)
        .await
}

/// The user's external accounts, linked or not, the oldest first.
pub async fn list(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Vec<ExternalAccount>, sqlx::Error> {
    sqlx::query_as(LIST)
        .bind(user.as_str())
        .fetch_all(connection)
        .await
}

/// The external accounts of each of these users, linked or not, the oldest first.
pub async fn list_of_each(
    connection: &mut Connection,
    users: &[UserId],
) -> Result<RowsByUser<ExternalAccount>, sqlx::Error> {
    rows_by_user::list(connection, LIST, users).await
}

/// The external account that is linked to this subject.
pub async fn find_linked(
    connection: &mut Connection,
    provider: ExternalProvider,
    issuer: &str,
    subject: &str,
) -> Result<Option<ExternalAccount>, sqlx::Error> {
    sqlx::query_as(FIND_LINKED)
        .bind(provider.as_str())
        .bind(issuer)
        .bind(subject)
        .fetch_optional(connection)
        .await
}

/// Whether the user can sign in with Timeback.
pub async fn has_timeback(connection: &mut Connection, user: &UserId) -> Result<bool, sqlx::Error> {
    let found = sqlx::query(HAS_TIMEBACK)
        .bind(user.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}

/// Takes the provider's name for a user who has none.
pub async fn fill_name(
    connection: &mut Connection,
    user: &UserId,
    profile: &ExternalProfile,
) -> Result<(), sqlx::Error> {
    sqlx::query(FILL_NAME)
        .bind(&profile.first_name)
        .bind(&profile.last_name)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// The user who has verified the address with this lookup key.
pub async fn find_verified_owner(
    connection: &mut Connection,
    address_lower: &str,
) -> Result<Option<UserId>, sqlx::Error> {
    let id: Option<String> = sqlx::query_scalar(FIND_VERIFIED_OWNER)
        .bind(address_lower)
        .fetch_optional(connection)
        .await?;
    Ok(id.map(UserId))
}
