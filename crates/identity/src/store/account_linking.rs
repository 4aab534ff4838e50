//! `users` and `identities`: what links an account to a provider's identity, and to a Timeback user.

use database::{Connection, Pool};

use super::statements;
use crate::{Email, SessionId, UserId, model::claims::Claims};

/// The condition that the user has a way to sign in other than a provider.
macro_rules! is_local_account {
    () => {
        "(users.password_hash IS NOT NULL OR EXISTS \
         (SELECT 1 FROM identities WHERE identities.user_id = users.id AND identities.provider = 'email'))"
    };
}

statements! {
    HAS_IDENTITY = "SELECT id FROM identities WHERE issuer = $1 AND subject = $2";
    LINK = "INSERT INTO identities (id, user_id, issuer, subject, email, last_sign_in_at, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $6, $6) ON CONFLICT (issuer, subject) DO NOTHING";
    DELETE_OTHER_IDENTITIES = "DELETE FROM identities WHERE user_id = $1 AND issuer = $2 AND subject <> $3";
    FIND_LOCAL_ACCOUNT = concat!(
        "SELECT users.id FROM email_addresses JOIN users ON users.id = email_addresses.user_id \
         WHERE email_addresses.address_lower = $1 AND email_addresses.verified_at IS NOT NULL AND users.deleted_at IS NULL \
         AND ", is_local_account!()
    );
    HAS_LOCAL_ACCOUNT = concat!("SELECT users.id FROM users WHERE users.id = $1 AND ", is_local_account!());
    IS_VERIFIED = "SELECT id FROM email_addresses WHERE address_lower = $1 AND verified_at IS NOT NULL";
    LIST_UNVERIFIED = "SELECT users.id FROM email_addresses JOIN users ON users.id = email_addresses.user_id \
         AND users.primary_email_id = email_addresses.id \
         WHERE email_addresses.address_lower = $1 AND email_addresses.verified_at IS NULL AND users.id <> $2";
    FIND_TIMEBACK_ID = "SELECT external_id FROM users WHERE id = $1";
    FIND_LINKABLE = "SELECT users.id FROM sessions JOIN users ON users.id = sessions.user_id \
         JOIN email_addresses ON email_addresses.user_id = users.id \
         WHERE sessions.id = $1 AND email_addresses.address_lower = $2 AND email_addresses.verified_at IS NOT NULL \
         AND users.external_id IS NULL \
         AND NOT EXISTS (SELECT 1 FROM users AS others WHERE others.external_id = $3)";
    SET_TIMEBACK_ID = "UPDATE users SET external_id = $1, updated_at = $2 WHERE id = $3 AND external_id IS NULL";
}

/// Whether a user has signed in with these claims before.
pub async fn has_identity(pool: &Pool, claims: &Claims) -> Result<bool, sqlx::Error> {
    let found: Option<String> = sqlx::query_scalar(HAS_IDENTITY)
        .bind(&claims.issuer)
        .bind(&claims.subject)
        .fetch_optional(pool)
        .await?;
    Ok(found.is_some())
}

/// Links the provider's identity to the user. Returns `false` when it is linked already.
pub async fn link(
    connection: &mut Connection,
    id: &str,
    user: &UserId,
    claims: &Claims,
    now: i64,
) -> Result<bool, sqlx::Error> {
    let changed = sqlx::query(LINK)
        .bind(id)
        .bind(user.as_str())
        .bind(&claims.issuer)
        .bind(&claims.subject)
        .bind(claims.email.as_str())
        .bind(now)
        .execute(connection)
        .await?;
    Ok(changed.rows_affected() > 0)
}

/// Deletes the user's identities of the same provider but this one.
pub async fn delete_other_identities(
    connection: &mut Connection,
    user: &UserId,
    claims: &Claims,
) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OTHER_IDENTITIES)
        .bind(user.as_str())
        .bind(&claims.issuer)
        .bind(&claims.subject)
        .execute(connection)
        .await?;
    Ok(())
}

/// The account with this verified address that has a way to sign in other than a provider.
pub async fn find_local_account(
    connection: &mut Connection,
    email: &Email,
) -> Result<Option<UserId>, sqlx::Error> {
    let user: Option<String> = sqlx::query_scalar(FIND_LOCAL_ACCOUNT)
        .bind(email.lower())
        .fetch_optional(connection)
        .await?;
    Ok(user.map(UserId))
}

/// Whether the user has a way to sign in other than a provider.
pub async fn has_local_account(
    connection: &mut Connection,
    user: &UserId,
) -> Result<bool, sqlx::Error> {
    let found: Option<String> = sqlx::query_scalar(HAS_LOCAL_ACCOUNT)
        .bind(user.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}

/// Whether an account has verified this address.
pub async fn is_verified(connection: &mut Connection, email: &Email) -> Result<bool, sqlx::Error> {
    let found: Option<String> = sqlx::query_scalar(IS_VERIFIED)
        .bind(email.lower())
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}

/// The users, other than this one, whose address this is and who have not verified it.
pub async fn list_unverified(
    connection: &mut Connection,
    email: &Email,
    user: &UserId,
) -> Result<Vec<UserId>, sqlx::Error> {
    let users: Vec<String> = sqlx::query_scalar(LIST_UNVERIFIED)
        .bind(email.lower())
        .bind(user.as_str())
        .fetch_all(connection)
        .await?;
    Ok(users.into_iter().map(UserId).collect())
}

/// The identifier of the Timeback user that this user is linked to.
pub async fn find_timeback_id(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Option<String>, sqlx::Error> {
    let found: Option<Option<String>> = sqlx::query_scalar(FIND_TIMEBACK_ID)
        .bind(user.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(found.flatten())
}

/// The user of this session, if this verified address is theirs, and neither they nor that Timeback user is linked.
pub async fn find_linkable(
    pool: &Pool,
    session: &SessionId,
    email: &Email,
    timeback_id: &str,
) -> Result<Option<UserId>, sqlx::Error> {
    let user: Option<String> = sqlx::query_scalar(FIND_LINKABLE)
        .bind(session.as_str())
        .bind(email.lower())
        .bind(timeback_id)
        .fetch_optional(pool)
        .await?;
    Ok(user.map(UserId))
}

/// Links the user to a Timeback user. Returns whether neither of them was linked yet; after a `false` the transaction must
/// be rolled back.
pub async fn set_timeback_id(
    connection: &mut Connection,
    user: &UserId,
    timeback_id: &str,
    now: i64,
) -> Result<bool, sqlx::Error> {
    let linked = sqlx::query(SET_TIMEBACK_ID)
        .bind(timeback_id)
        .bind(now)
        .bind(user.as_str())
        .execute(connection)
        .await;
    match linked {
        // Another process was faster.
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(false),
        linked => Ok(linked?.rows_affected() > 0),
    }
}
