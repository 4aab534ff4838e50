//! `email_addresses`: the addresses that users claimed or verified; at most one user has verified an address.

use database::{Connection, Pool};
use sqlx::{FromRow, Row as _, any::AnyRow};

use super::statements;
use crate::{Email, UserId, Username};

statements! {
    CREATE = "INSERT INTO email_addresses (id, user_id, address, address_lower, created_at) VALUES ($1, $2, $3, $4, $5)";
    FIND_CLAIMANT = "SELECT users.id, users.password_hash, email_addresses.verified_at, users.banned_until, users.locked_until, users.password_compromised_at \
        FROM email_addresses JOIN users ON users.id = email_addresses.user_id \
        WHERE email_addresses.address_lower = $1 AND users.deleted_at IS NULL \
        AND (email_addresses.verified_at IS NOT NULL OR users.primary_email_id = email_addresses.id) \
        ORDER BY email_addresses.verified_at IS NULL, email_addresses.created_at LIMIT 1";
    FIND_OWNER = "SELECT users.id FROM email_addresses JOIN users ON users.id = email_addresses.user_id \
        WHERE email_addresses.address_lower = $1 AND (email_addresses.verified_at IS NOT NULL OR users.primary_email_id = email_addresses.id) \
        ORDER BY email_addresses.verified_at IS NULL, email_addresses.created_at LIMIT 1";
    FIND_PROVED_OWNER = "SELECT user_id FROM email_addresses WHERE address_lower = $1 AND verified_at IS NOT NULL";
    FIND_VERIFIED = "SELECT email_addresses.address FROM email_addresses JOIN users ON users.primary_email_id = email_addresses.id \
        WHERE users.id = $1 AND email_addresses.verified_at IS NOT NULL";
    FIND_OF_USERNAME = "SELECT email_addresses.address FROM email_addresses JOIN users ON users.primary_email_id = email_addresses.id \
        WHERE users.username = $1 AND users.deleted_at IS NULL AND email_addresses.verified_at IS NOT NULL";
    LIST_KEYS = "SELECT address_lower FROM email_addresses WHERE user_id = $1 UNION SELECT LOWER(email) FROM identities WHERE user_id = $1";
    VERIFY = "UPDATE email_addresses SET verified_at = $1 WHERE address_lower = $2 AND user_id = $3 AND verified_at IS NULL";
    DELETE_CLAIMS_OF_OTHERS = "DELETE FROM email_addresses WHERE address_lower = $1 AND user_id <> $2 AND verified_at IS NULL";
    DELETE_PRIMARY = "DELETE FROM email_addresses WHERE id = (SELECT primary_email_id FROM users WHERE id = $1)";
    LIST_PAGE = "SELECT id, address, address_lower FROM email_addresses WHERE id > $1 ORDER BY id LIMIT 1000";
    SET_KEY = "UPDATE email_addresses SET address_lower = $1 WHERE id = $2";
}

/// A user with a verified address, or an unverified primary one, and what decides whether they may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimant {
    pub user: UserId,
    pub password_hash: Option<String>,
    pub verified_at: Option<i64>,
    pub banned_until: Option<i64>,
    pub locked_until: Option<i64>,
    pub password_compromised_at: Option<i64>,
}

/// An address and its lookup key.
#[derive(Debug, FromRow)]
pub struct StoredAddress {
    pub id: String,
    pub address: String,
    #[sqlx(rename = "address_lower")]
    pub key: String,
}

impl FromRow<'_, AnyRow> for Claimant {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            user: UserId(row.try_get("id")?),
            password_hash: row.try_get("password_hash")?,
            verified_at: row.try_get("verified_at")?,
            banned_until: row.try_get("banned_until")?,
            locked_until: row.try_get("locked_until")?,
            password_compromised_at: row.try_get("password_compromised_at")?,
        })
    }
}

/// Creates an unverified address.
pub async fn create(
    connection: &mut Connection,
    id: &str,
    user: &UserId,
    email: &Email,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(CREATE)
        .bind(id)
        .bind(user.as_str())
        .bind(email.as_str())
        .bind(email.lower())
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// The user who signs in with this address: the one who verified it, or else the first whose primary address it is.
pub async fn find_claimant(
    connection: &mut Connection,
    email: &Email,
) -> Result<Option<Claimant>, sqlx::Error> {
    sqlx::query_as(FIND_CLAIMANT)
        .bind(email.lower())
        .fetch_optional(connection)
        .await
}

/// The owner of this address: the user who verified it, or else the first whose primary address it is.
pub async fn find_owner(
    connection: &mut Connection,
    email: &Email,
) -> Result<Option<UserId>, sqlx::Error> {
    let id = sqlx::query_scalar(FIND_OWNER)
        .bind(email.lower())
        .fetch_optional(connection)
        .await?;
    Ok(id.map(UserId))
}

/// The user who has verified this address.
pub async fn find_proved_owner(
    connection: &mut Connection,
    email: &Email,
) -> Result<Option<UserId>, sqlx::Error> {
    let id = sqlx::query_scalar(FIND_PROVED_OWNER)
        .bind(email.lower())
        .fetch_optional(connection)
        .await?;
    Ok(id.map(UserId))
}

/// The primary address of the user with this username, if it is verified.
pub async fn find_of_username(
    connection: &mut Connection,
    username: &Username,
) -> Result<Option<Email>, sqlx::Error> {
    let address: Option<String> = sqlx::query_scalar(FIND_OF_USERNAME)
        .bind(username.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(address.as_deref().map(Email::stored))
}

/// The user's primary address, if it is verified.
pub async fn find_verified(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Option<Email>, sqlx::Error> {
    let address: Option<String> = sqlx::query_scalar(FIND_VERIFIED)
        .bind(user.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(address.map(|address| Email::stored(&address)))
}

/// The lookup keys of all addresses of the user, those of their identities included.
pub async fn list_keys(pool: &Pool, user: &UserId) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(LIST_KEYS)
        .bind(user.as_str())
        .fetch_all(pool)
        .await
}

/// Marks the address as verified by this user.
pub async fn verify(
    connection: &mut Connection,
    user: &UserId,
    email: &Email,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(VERIFY)
        .bind(now)
        .bind(email.lower())
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the claims of all other users to this address.
pub async fn delete_claims_of_others(
    connection: &mut Connection,
    user: &UserId,
    email: &Email,
) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_CLAIMS_OF_OTHERS)
        .bind(email.lower())
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the user's primary address.
pub async fn delete_primary(connection: &mut Connection, user: &UserId) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_PRIMARY)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// All addresses, in the order of their identifiers: at most 1,000, after this one.
pub async fn list_page(pool: &Pool, after: &str) -> Result<Vec<StoredAddress>, sqlx::Error> {
    sqlx::query_as(LIST_PAGE).bind(after).fetch_all(pool).await
}

/// Sets the lookup key of an address.
pub async fn set_key(pool: &Pool, id: &str, key: &str) -> Result<(), sqlx::Error> {
    sqlx::query(SET_KEY)
        .bind(key)
        .bind(id)
        .execute(pool)
        .await?;
    Ok(())
}
