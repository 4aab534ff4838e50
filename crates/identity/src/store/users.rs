//! `users`: a person with an account: name, role, password hash, metadata, ban, and what was mailed when.

use database::Connection;

use super::statements;
use crate::{
    Error, Metadata, UserId,
    model::{code_purpose::CodePurpose, person_name::PersonName},
};

statements! {
    CREATE = "INSERT INTO users (id, password_hash, password_changed_at, primary_email_id, unsafe_metadata, created_at, updated_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $6)";
    // The provider's name is taken once: what the user calls themselves later stays.
    RECORD_PROVIDER_SIGN_IN = "UPDATE users SET first_name = CASE WHEN first_name = '' AND last_name = '' THEN $1 ELSE first_name END, \
        last_name = CASE WHEN first_name = '' AND last_name = '' THEN $2 ELSE last_name END, \
        last_sign_in_at = $3, updated_at = $3 WHERE id = $4";
    TOUCH = "UPDATE users SET updated_at = $1 WHERE id = $2";
    SET_NAME = "UPDATE users SET first_name = $1, last_name = $2 WHERE id = $3";
    IS_BANNED = "SELECT id FROM users WHERE id = $1 AND banned_until > $2";
    FIND_UNSAFE_METADATA = "SELECT unsafe_metadata FROM users WHERE id = $1";
    SET_UNSAFE_METADATA = "UPDATE users SET unsafe_metadata = $1 WHERE id = $2";
    RECORD_CONFIRMATION = "UPDATE users SET confirmation_sent_at = $1 WHERE id = $2";
    RECORD_INVITATION = "UPDATE users SET confirmation_sent_at = $1, invited_at = $1 WHERE id = $2";
    RECORD_RECOVERY = "UPDATE users SET recovery_sent_at = $1 WHERE id = $2";
    RECORD_EMAIL_CHANGE = "UPDATE users SET email_change_sent_at = $1 WHERE id = $2";
    RECORD_REAUTHENTICATION = "UPDATE users SET reauthentication_sent_at = $1 WHERE id = $2";
}

/// A user to be created.
pub struct NewUser<'a> {
    pub id: &'a UserId,
    pub password_hash: Option<&'a str>,
    /// The row of `email_addresses` that is the primary address; none for a user who comes with a provider.
    pub primary_email_id: Option<&'a str>,
    pub metadata: &'a Metadata,
}

/// Creates a user.
pub async fn create(
    connection: &mut Connection,
    user: NewUser<'_>,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(CREATE)
        .bind(user.id.as_str())
        .bind(user.password_hash)
        .bind(user.password_hash.map(|_| now))
        .bind(user.primary_email_id)
        .bind(user.metadata.to_text())
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// Records a sign-in with a provider, whose name for the user is kept if they have none.
pub async fn record_provider_sign_in(
    connection: &mut Connection,
    user: &UserId,
    (given_name, family_name): (&str, &str),
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(RECORD_PROVIDER_SIGN_IN)
        .bind(given_name)
        .bind(family_name)
        .bind(now)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Records the time of a change.
pub async fn touch(
    connection: &mut Connection,
    user: &UserId,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(TOUCH)
        .bind(now)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Sets the user's name.
pub async fn set_name(
    connection: &mut Connection,
    user: &UserId,
    first: &PersonName,
    last: &PersonName,
) -> Result<(), sqlx::Error> {
    sqlx::query(SET_NAME)
        .bind(first.as_str())
        .bind(last.as_str())
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Whether the user is banned.
pub async fn is_banned(
    connection: &mut Connection,
    user: &UserId,
    now: i64,
) -> Result<bool, sqlx::Error> {
    let row = sqlx::query(IS_BANNED)
        .bind(user.as_str())
        .bind(now)
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

/// The metadata that the user wrote.
pub async fn find_unsafe_metadata(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Metadata, Error> {
    let text: String = sqlx::query_scalar(FIND_UNSAFE_METADATA)
        .bind(user.as_str())
        .fetch_one(connection)
        .await?;
    Metadata::from_text(&text)
}

/// Sets the metadata that the user writes.
pub async fn set_unsafe_metadata(
    connection: &mut Connection,
    user: &UserId,
    metadata: &Metadata,
) -> Result<(), sqlx::Error> {
    sqlx::query(SET_UNSAFE_METADATA)
        .bind(metadata.to_text())
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Records that a code of this purpose was sent.
pub async fn record_code(
    connection: &mut Connection,
    user: &UserId,
    purpose: CodePurpose,
    now: i64,
) -> Result<(), sqlx::Error> {
    let statement = match purpose {
        CodePurpose::Confirm => RECORD_CONFIRMATION,
        CodePurpose::Invite => RECORD_INVITATION,
        CodePurpose::Recovery | CodePurpose::SignIn => RECORD_RECOVERY,
        CodePurpose::NewAddress | CodePurpose::OldAddress => RECORD_EMAIL_CHANGE,
        CodePurpose::Reauthenticate | CodePurpose::Link => RECORD_REAUTHENTICATION,
        // The code itself is on record for each address.
        CodePurpose::VerifyAddress => return Ok(()),
    };
    sqlx::query(statement)
        .bind(now)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
