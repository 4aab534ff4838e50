//! `identities`: what a user signs in with: a local account, or an account of a provider.

use database::Connection;
use sqlx::{FromRow, Row as _, any::AnyRow};

use super::{
    decoded,
    rows_by_user::{self, RowsByUser},
    statements,
};
use crate::{
    Email, LinkedIdentity, UserId, env::instant, model::claims::Claims, model::provider::Provider,
};

statements! {
    LIST = "SELECT id, user_id, provider, subject, email, last_sign_in_at, created_at, updated_at FROM identities \
        WHERE user_id IN ($1) ORDER BY created_at, id";
    FIND = "SELECT user_id, id, email FROM identities WHERE issuer = $1 AND subject = $2";
    SAVE = "INSERT INTO identities (id, user_id, issuer, subject, email, last_sign_in_at, created_at, updated_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $6, $6) \
        ON CONFLICT (issuer, subject) DO UPDATE SET email = excluded.email, last_sign_in_at = excluded.last_sign_in_at, updated_at = excluded.updated_at";
    CREATE_LOCAL = "INSERT INTO identities (id, user_id, provider, issuer, subject, email, last_sign_in_at, created_at, updated_at) \
        VALUES ($1, $2, 'email', 'email', $2, $3, $4, $4, $4) ON CONFLICT (issuer, subject) DO NOTHING";
    SET_LOCAL_EMAIL = "UPDATE identities SET email = $1, updated_at = $2 WHERE user_id = $3 AND provider = 'email'";
    FIND_PROVIDER_EMAIL = "SELECT email FROM identities WHERE user_id = $1 AND provider <> 'email' ORDER BY created_at, id LIMIT 1";
}

impl FromRow<'_, AnyRow> for LinkedIdentity {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.try_get("id")?,
            provider: decoded(row, "provider", Provider::parse)?,
            subject: row.try_get("subject")?,
            email: row.try_get("email")?,
            email_verified: true,
            last_sign_in_at: instant(row.try_get("last_sign_in_at")?),
            created_at: instant(row.try_get("created_at")?),
            updated_at: instant(row.try_get("updated_at")?),
        })
    }
}

/// The user's identities, the oldest first.
pub async fn list(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Vec<LinkedIdentity>, sqlx::Error> {
    sqlx::query_as(LIST)
        .bind(user.as_str())
        .fetch_all(connection)
        .await
}

/// The identities of each of these users, the oldest first.
pub async fn list_of_each(
    connection: &mut Connection,
    users: &[UserId],
) -> Result<RowsByUser<LinkedIdentity>, sqlx::Error> {
    rows_by_user::list(connection, LIST, users).await
}

/// The user and the identifier of the identity with these claims, and the address it came with last.
pub async fn find(
    connection: &mut Connection,
    claims: &Claims,
) -> Result<Option<(UserId, String, Email)>, sqlx::Error> {
    let row: Option<(String, String, String)> = sqlx::query_as(FIND)
        .bind(&claims.issuer)
        .bind(&claims.subject)
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|(user, id, email)| (UserId(user), id, Email::stored(&email))))
}

/// Creates a provider's identity, or records a sign-in with it.
pub async fn save(
    connection: &mut Connection,
    id: &str,
    user: &UserId,
    claims: &Claims,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(SAVE)
        .bind(id)
        .bind(user.as_str())
        .bind(&claims.issuer)
        .bind(&claims.subject)
        .bind(claims.email.as_str())
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// Creates the identity of a local account, unless the user has one.
pub async fn create_local(
    connection: &mut Connection,
    id: &str,
    user: &UserId,
    email: &Email,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(CREATE_LOCAL)
        .bind(id)
        .bind(user.as_str())
        .bind(email.as_str())
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// Sets the address of the user's local account.
pub async fn set_local_email(
    connection: &mut Connection,
    user: &UserId,
    email: &Email,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(SET_LOCAL_EMAIL)
        .bind(email.as_str())
        .bind(now)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// The address that a provider vouches for: that of the oldest identity.
pub async fn find_provider_email(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Option<Email>, sqlx::Error> {
    let address: Option<String> = sqlx::query_scalar(FIND_PROVIDER_EMAIL)
        .bind(user.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(address.map(|address| Email::stored(&address)))
}
