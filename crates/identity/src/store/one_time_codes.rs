//! `one_time_codes`: mailed codes and links, and texted codes, each good once.

use database::{Connection, Pool};
use sqlx::{FromRow, Row as _, any::AnyRow};

use super::{decoded, statements};
use crate::{AppLink, Email, Token, UserId, model::code_purpose::CodePurpose};

statements! {
    SAVE = "INSERT INTO one_time_codes (user_id, purpose, target, code_hash, sent_at, expire_at, link_hash) VALUES ($1, $2, $3, $4, $5, $6, $8) \
        ON CONFLICT (user_id, purpose, target) DO UPDATE SET code_hash = excluded.code_hash, attempts = 0, \
        sent_at = excluded.sent_at, expire_at = excluded.expire_at, link_hash = excluded.link_hash, used_at = NULL, code_challenge = NULL, redirect_to = NULL \
        WHERE one_time_codes.sent_at <= $7";
    DELETE_FOR_OTHER_TARGETS = "DELETE FROM one_time_codes WHERE user_id = $1 AND purpose = $2 AND target <> $3";
    DELETE_FOR_TARGET = "DELETE FROM one_time_codes WHERE user_id = $1 AND target = $2";
    FIND = "SELECT code_hash, attempts, expire_at, used_at FROM one_time_codes WHERE user_id = $1 AND purpose = $2 AND target = $3";
    RECORD_ATTEMPT = "UPDATE one_time_codes SET attempts = attempts + 1, used_at = $1 \
        WHERE user_id = $2 AND purpose = $3 AND target = $4 AND used_at IS NULL AND expire_at > $5 AND attempts < $6";
    IS_USED = "SELECT used_at FROM one_time_codes WHERE user_id = $1 AND purpose = $2";
    WAS_SENT = "SELECT user_id FROM one_time_codes WHERE user_id = $1 AND purpose = $2 AND target = $3 AND sent_at > $4";
    FIND_LINK = "SELECT user_id, purpose, target, code_challenge, redirect_to FROM one_time_codes \
        WHERE link_hash = $1 AND used_at IS NULL AND expire_at > $2";
    USE_LINK = "UPDATE one_time_codes SET used_at = $1 WHERE link_hash = $2 AND used_at IS NULL AND expire_at > $1";
    DELETE = "DELETE FROM one_time_codes WHERE user_id = $1";
    DELETE_ONE = "DELETE FROM one_time_codes WHERE user_id = $1 AND purpose = $2 AND target = $3";
    DELETE_OTHERS = "DELETE FROM one_time_codes WHERE user_id = $1 AND purpose <> $2";
}

/// What identifies a code. At most one of a user and purpose is good, except where each address has its own.
#[derive(Debug, Clone, Copy)]
pub struct CodeKey<'a> {
    pub user: &'a UserId,
    /// The name of its purpose.
    pub purpose: &'static str,
    /// The address it is mailed to, in lower case, or the phone number it is texted to.
    pub target: &'a str,
}

/// A code to be saved.
pub struct NewCode<'a> {
    pub key: CodeKey<'a>,
    pub hash: String,
    /// Whether the user's codes of this purpose for other targets are deleted.
    pub is_only: bool,
    /// The token of its link, if it has one.
    pub link: Option<&'a Token>,
    pub sent_at: i64,
    pub expire_at: i64,
}

/// A mailed code.
#[derive(Debug, FromRow)]
pub struct StoredCode {
    #[sqlx(rename = "code_hash")]
    pub hash: String,
    pub attempts: i64,
    pub expire_at: i64,
    pub used_at: Option<i64>,
}

/// A mailed link that is neither used nor expired.
pub struct StoredLink {
    pub user: UserId,
    pub purpose: CodePurpose,
    pub target: Email,
    pub app: Option<AppLink>,
}

impl FromRow<'_, AnyRow> for StoredLink {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        let target: String = row.try_get("target")?;
        Ok(Self {
            user: UserId(row.try_get("user_id")?),
            purpose: decoded(row, "purpose", CodePurpose::parse)?,
            target: Email::stored(&target),
            app: AppLink::stored(row.try_get("code_challenge")?, row.try_get("redirect_to")?),
        })
    }
}

/// Saves a code in place of the previous one, unless that was sent to the same address after `since`. Returns whether
/// it was saved.
pub async fn save(
    connection: &mut Connection,
    code: NewCode<'_>,
    since: i64,
) -> Result<bool, sqlx::Error> {
    if code.is_only {
        sqlx::query(DELETE_FOR_OTHER_TARGETS)
            .bind(code.key.user.as_str())
            .bind(code.key.purpose)
            .bind(code.key.target)
            .execute(&mut *connection)
            .await?;
    }
    let saved = sqlx::query(SAVE)
        .bind(code.key.user.as_str())
        .bind(code.key.purpose)
        .bind(code.key.target)
        .bind(code.hash)
        .bind(code.sent_at)
        .bind(code.expire_at)
        .bind(since)
        .bind(code.link.map(Token::hash))
        .execute(connection)
        .await?;
    Ok(saved.rows_affected() > 0)
}

/// Finds a code, used and expired ones included.
pub async fn find(
    connection: &mut Connection,
    key: CodeKey<'_>,
) -> Result<Option<StoredCode>, sqlx::Error> {
    sqlx::query_as(FIND)
        .bind(key.user.as_str())
        .bind(key.purpose)
        .bind(key.target)
        .fetch_optional(connection)
        .await
}

/// Counts an attempt at a code that is still good: neither used nor expired, nor tried `max_attempts` times. A right one
/// uses the code up.
pub async fn record_attempt(
    connection: &mut Connection,
    key: CodeKey<'_>,
    is_right: bool,
    max_attempts: i64,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(RECORD_ATTEMPT)
        .bind(is_right.then_some(now))
        .bind(key.user.as_str())
        .bind(key.purpose)
        .bind(key.target)
        .bind(now)
        .bind(max_attempts)
        .execute(connection)
        .await?;
    Ok(())
}

/// Whether the user's last code of this purpose was used.
pub async fn is_used(
    connection: &mut Connection,
    user: &UserId,
    purpose: CodePurpose,
) -> Result<bool, sqlx::Error> {
    let used_at: Option<Option<i64>> = sqlx::query_scalar(IS_USED)
        .bind(user.as_str())
        .bind(purpose.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(used_at.flatten().is_some())
}

/// Whether a code was sent after `since`.
pub async fn was_sent(
    connection: &mut Connection,
    key: CodeKey<'_>,
    since: i64,
) -> Result<bool, sqlx::Error> {
    let row = sqlx::query(WAS_SENT)
        .bind(key.user.as_str())
        .bind(key.purpose)
        .bind(key.target)
        .bind(since)
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

/// The link of this token, if it is neither used nor expired.
pub async fn find_link(
    pool: &Pool,
    link: &Token,
    now: i64,
) -> Result<Option<StoredLink>, sqlx::Error> {
    sqlx::query_as(FIND_LINK)
        .bind(link.hash())
        .bind(now)
        .fetch_optional(pool)
        .await
}

/// Uses the link of this token up. Returns whether it was good.
pub async fn use_link(
    connection: &mut Connection,
    link: &Token,
    now: i64,
) -> Result<bool, sqlx::Error> {
    let used = sqlx::query(USE_LINK)
        .bind(now)
        .bind(link.hash())
        .execute(connection)
        .await?;
    Ok(used.rows_affected() > 0)
}

/// Deletes the user's codes.
pub async fn delete(connection: &mut Connection, user: &UserId) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the user's codes that were mailed to this address.
pub async fn delete_for_target(
    connection: &mut Connection,
    user: &UserId,
    target: &Email,
) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_FOR_TARGET)
        .bind(user.as_str())
        .bind(target.lower())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes a code.
pub async fn delete_one(connection: &mut Connection, key: CodeKey<'_>) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_ONE)
        .bind(key.user.as_str())
        .bind(key.purpose)
        .bind(key.target)
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the user's codes, except those of this purpose.
pub async fn delete_others(
    connection: &mut Connection,
    user: &UserId,
    purpose: CodePurpose,
) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OTHERS)
        .bind(user.as_str())
        .bind(purpose.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
