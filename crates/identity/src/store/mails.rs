//! `mails`: mails and text messages that wait to be sent, and those that were set aside.

use database::{Connection, Pool};
use sqlx::FromRow;

use super::statements;
use crate::Channel;

/// The condition that a mail is to user `$1`. Not one to an address that they only claim: it may be another user's.
macro_rules! is_to_user {
    () => {
        "LOWER(recipient) IN (\
         SELECT address_lower FROM email_addresses WHERE user_id = $1 \
         AND (verified_at IS NOT NULL OR id = (SELECT primary_email_id FROM users WHERE id = $1)) \
         UNION SELECT LOWER(email) FROM identities WHERE user_id = $1 \
         UNION SELECT target FROM one_time_codes WHERE user_id = $1 AND purpose <> 'verify_address' \
         UNION SELECT e164 FROM phone_numbers WHERE user_id = $1 AND verified_at IS NOT NULL \
         UNION SELECT LOWER(new_email) FROM users WHERE id = $1)"
    };
}
pub(super) use is_to_user;

statements! {
    CREATE = "INSERT INTO mails (id, channel, recipient, subject, content, created_at, expire_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    LIST_WAITING = "SELECT id, channel, recipient, subject, content, created_at, attempts FROM mails WHERE refused_at IS NULL \
        ORDER BY created_at DESC, id DESC LIMIT 100";
    FIND_DUE = "SELECT id, channel, recipient, subject, content, created_at, attempts, due_at, expire_at FROM mails \
        WHERE refused_at IS NULL AND due_at <= $1 AND channel = $2 ORDER BY CASE WHEN attempts > 0 THEN 1 ELSE 0 END, due_at, created_at, id LIMIT 1";
    LEASE = "UPDATE mails SET due_at = $1 WHERE id = $2 AND due_at = $3 AND refused_at IS NULL";
    SET_DUE = "UPDATE mails SET due_at = $1 WHERE id = $2";
    RETRY = "UPDATE mails SET attempts = $1, reason = $2, due_at = $3 WHERE id = $4";
    REFUSE = "UPDATE mails SET refused_at = $1, reason = $2, content = '', attempts = attempts + 1 WHERE id = $3";
    DELETE = "DELETE FROM mails WHERE id = $1";
    COUNT_WAITING = "SELECT COUNT(*), MIN(created_at) FROM mails WHERE refused_at IS NULL";
    COUNT_RETRYING = "SELECT COUNT(*) FROM mails WHERE refused_at IS NULL AND attempts > 0";
    COUNT_REFUSED = "SELECT COUNT(*) FROM mails WHERE refused_at IS NOT NULL";
    // One statement: of two processes that clean up, one sets a mail aside and says so. Whether anybody has the address is
    // counted, so that PostgreSQL looks it up for each mail instead of reading all addresses first.
    REFUSE_UNSENT = "UPDATE mails SET refused_at = $1, reason = $2, content = '', recipient = CASE \
        WHEN (SELECT COUNT(*) FROM email_addresses WHERE address_lower = LOWER(recipient)) > 0 THEN recipient \
        WHEN (SELECT COUNT(*) FROM identities WHERE LOWER(email) = LOWER(recipient)) > 0 THEN recipient \
        WHEN (SELECT COUNT(*) FROM one_time_codes WHERE target = LOWER(recipient)) > 0 THEN recipient \
        WHEN (SELECT COUNT(*) FROM phone_numbers WHERE e164 = recipient) > 0 THEN recipient \
        WHEN (SELECT COUNT(*) FROM users WHERE LOWER(new_email) = LOWER(recipient)) > 0 THEN recipient ELSE '' END \
        WHERE refused_at IS NULL AND id IN (SELECT id FROM mails WHERE refused_at IS NULL AND created_at <= $3 \
        ORDER BY created_at LIMIT 1000) RETURNING id, channel, subject";
}

/// A mail or text message to be queued.
pub struct NewMail<'a> {
    pub id: &'a str,
    pub channel: Channel,
    pub recipient: &'a str,
    pub subject: &'a str,
    /// The encrypted text.
    pub content: &'a str,
    pub created_at: i64,
    pub expire_at: Option<i64>,
}

/// A queued mail.
#[derive(FromRow)]
pub struct QueuedMail {
    pub id: String,
    /// The name of its [`Channel`].
    pub channel: String,
    pub recipient: String,
    pub subject: String,
    /// The encrypted text.
    pub content: String,
    pub created_at: i64,
    pub attempts: i64,
}

/// A mail that is due.
#[derive(FromRow)]
pub struct DueMail {
    #[sqlx(flatten)]
    pub mail: QueuedMail,
    pub due_at: i64,
    pub expire_at: Option<i64>,
}

/// A mail that was set aside because it could not be sent.
#[derive(FromRow)]
pub struct UnsentMail {
    pub id: String,
    pub channel: String,
    pub subject: String,
}

/// The depth of the queue.
pub struct Depth {
    pub waiting: i64,
    /// When the oldest waiting mail was queued.
    pub oldest_at: Option<i64>,
    pub retrying: i64,
    pub refused: i64,
}

/// Queues a mail.
pub async fn create(connection: &mut Connection, mail: NewMail<'_>) -> Result<(), sqlx::Error> {
    sqlx::query(CREATE)
        .bind(mail.id)
        .bind(mail.channel.as_str())
        .bind(mail.recipient)
        .bind(mail.subject)
        .bind(mail.content)
        .bind(mail.created_at)
        .bind(mail.expire_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// The waiting mails, the newest first, at most 100.
pub async fn list_waiting(pool: &Pool) -> Result<Vec<QueuedMail>, sqlx::Error> {
    sqlx::query_as(LIST_WAITING).fetch_all(pool).await
}

/// The oldest mail of this channel that is due; mails that failed before come after all others.
pub async fn find_due(
    pool: &Pool,
    channel: Channel,
    now: i64,
) -> Result<Option<DueMail>, sqlx::Error> {
    sqlx::query_as(FIND_DUE)
        .bind(now)
        .bind(channel.as_str())
        .fetch_optional(pool)
        .await
}

/// Leases a mail that is due. Returns `false` when another process leased it first.
pub async fn lease(pool: &Pool, due: &DueMail, until: i64) -> Result<bool, sqlx::Error> {
    let leased = sqlx::query(LEASE)
        .bind(until)
        .bind(&due.mail.id)
        .bind(due.due_at)
        .execute(pool)
        .await?;
    Ok(leased.rows_affected() > 0)
}

/// Sets when a mail is due.
pub async fn set_due(pool: &Pool, id: &str, due_at: i64) -> Result<(), sqlx::Error> {
    sqlx::query(SET_DUE)
        .bind(due_at)
        .bind(id)
        .execute(pool)
        .await?;
    Ok(())
}

/// Records a failed attempt to send a mail, and when the next one is due.
pub async fn retry(
    pool: &Pool,
    id: &str,
    attempts: u32,
    reason: &str,
    due_at: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(RETRY)
        .bind(i64::from(attempts))
        .bind(reason)
        .bind(due_at)
        .bind(id)
        .execute(pool)
        .await?;
    Ok(())
}

/// Sets a mail aside, and deletes its text.
pub async fn refuse(pool: &Pool, id: &str, reason: &str, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query(REFUSE)
        .bind(now)
        .bind(reason)
        .bind(id)
        .execute(pool)
        .await?;
    Ok(())
}

/// Deletes a mail.
pub async fn delete(pool: &Pool, id: &str) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE).bind(id).execute(pool).await?;
    Ok(())
}

/// The depth of the queue.
pub async fn depth(pool: &Pool) -> Result<Depth, sqlx::Error> {
    let (waiting, oldest_at) = sqlx::query_as(COUNT_WAITING).fetch_one(pool).await?;
    Ok(Depth {
        waiting,
        oldest_at,
        retrying: sqlx::query_scalar(COUNT_RETRYING).fetch_one(pool).await?,
        refused: sqlx::query_scalar(COUNT_REFUSED).fetch_one(pool).await?,
    })
}

/// Sets aside the waiting mails that were queued by `until`, at most 1,000, and deletes their text. The recipient is kept while an
/// account has the address.
pub async fn refuse_unsent(
    pool: &Pool,
    reason: &str,
    until: i64,
    now: i64,
) -> Result<Vec<UnsentMail>, sqlx::Error> {
    sqlx::query_as(REFUSE_UNSENT)
        .bind(now)
        .bind(reason)
        .bind(until)
        .fetch_all(pool)
        .await
}
