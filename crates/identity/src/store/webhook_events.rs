//! `webhook_events`: what happened to users and sessions, to be told to a program.

use database::{Connection, Database, Pool};
use sqlx::{FromRow, Row as _, any::AnyRow};

use super::{batches::delete_batch, decoded, statements};
use crate::{SessionId, UserId, WebhookEvent, WebhookKind, env::instant};

/// The condition that an event waits.
macro_rules! waits {
    ($table:literal) => {
        concat!(
            $table,
            ".delivered_at IS NULL AND ",
            $table,
            ".refused_at IS NULL"
        )
    };
}

statements! {
    // The caller holds the lock of the audit log: positions are in the order of commits.
    CREATE = "INSERT INTO webhook_events (id, position, kind, user_id, session_id, audit_id, created_at, queued_at) \
        VALUES ($1, (SELECT COALESCE(MAX(position), 0) + 1 FROM webhook_events), $2, $3, $4, $5, $6, $6)";
    FIND_DUE = concat!(
        "SELECT event.id, event.kind, event.user_id, event.session_id, event.created_at, event.queued_at, event.due_at, event.attempts, \
         audit_events.address, audit_events.user_agent \
         FROM webhook_events AS event LEFT JOIN audit_events ON audit_events.id = event.audit_id \
         WHERE event.due_at <= $1 AND ", waits!("event"),
        " AND NOT EXISTS (SELECT 1 FROM webhook_events AS earlier WHERE earlier.user_id = event.user_id \
         AND earlier.position < event.position AND ", waits!("earlier"), ") \
         ORDER BY CASE WHEN event.attempts > 0 THEN 1 ELSE 0 END, event.due_at, event.position LIMIT 1"
    );
    LEASE = "UPDATE webhook_events SET due_at = $1 WHERE id = $2 AND due_at = $3 AND delivered_at IS NULL AND refused_at IS NULL";
    SET_DUE = "UPDATE webhook_events SET due_at = $1 WHERE id = $2";
    RETRY = "UPDATE webhook_events SET attempts = $1, reason = $2, due_at = $3 WHERE id = $4";
    REFUSE = "UPDATE webhook_events SET refused_at = $1, reason = $2, attempts = attempts + 1 WHERE id = $3";
    DELIVER = "UPDATE webhook_events SET delivered_at = $1, reason = NULL WHERE id = $2";
    REPLAY = "UPDATE webhook_events SET delivered_at = NULL, refused_at = NULL, reason = NULL, attempts = 0, due_at = 0, queued_at = $1 \
        WHERE created_at >= $2 AND (delivered_at IS NOT NULL OR refused_at IS NOT NULL)";
    DELETE_DELIVERED = delete_batch!("webhook_events", "id", "delivered_at <= $1", "delivered_at");
    DELETE_REFUSED = delete_batch!("webhook_events", "id", "refused_at <= $1", "refused_at");
    DELETE_WAITING = delete_batch!("webhook_events", "id", "queued_at <= $1", "queued_at");
    COUNT_WAITING = concat!("SELECT COUNT(*), MIN(created_at) FROM webhook_events WHERE ", waits!("webhook_events"));
    COUNT_RETRYING = concat!("SELECT COUNT(*) FROM webhook_events WHERE attempts > 0 AND ", waits!("webhook_events"));
    COUNT_REFUSED = "SELECT COUNT(*) FROM webhook_events WHERE refused_at IS NOT NULL";
}

/// An event to be queued.
pub struct NewEvent<'a> {
    pub id: &'a str,
    pub kind: WebhookKind,
    pub user: &'a UserId,
    pub session: Option<&'a SessionId>,
    /// The entry of the audit log.
    pub audit_id: &'a str,
    pub created_at: i64,
}

/// An event that is due.
pub struct DueEvent {
    pub event: WebhookEvent,
    pub due_at: i64,
}

impl FromRow<'_, AnyRow> for DueEvent {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        let at = |column| Ok::<_, sqlx::Error>(instant(row.try_get(column)?));
        let session: Option<String> = row.try_get("session_id")?;
        Ok(Self {
            event: WebhookEvent {
                id: row.try_get("id")?,
                kind: decoded(row, "kind", WebhookKind::parse)?,
                user: UserId(row.try_get("user_id")?),
                session: session.map(SessionId),
                created_at: at("created_at")?,
                queued_at: at("queued_at")?,
                attempts: u32::try_from(row.try_get::<i64, _>("attempts")?).unwrap_or_default(),
                address: row.try_get("address")?,
                user_agent: row.try_get("user_agent")?,
            },
            due_at: row.try_get("due_at")?,
        })
    }
}

/// The depth of the queue.
pub struct Depth {
    pub waiting: i64,
    /// When the oldest waiting event happened.
    pub oldest_at: Option<i64>,
    pub retrying: i64,
    pub refused: i64,
}

/// Queues an event behind all others.
pub async fn create(connection: &mut Connection, event: NewEvent<'_>) -> Result<(), sqlx::Error> {
    sqlx::query(CREATE)
        .bind(event.id)
        .bind(event.kind.as_str())
        .bind(event.user.as_str())
        .bind(event.session.map(SessionId::as_str))
        .bind(event.audit_id)
        .bind(event.created_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// The oldest event that is due, and whose user has no earlier one that waits; events that failed before come after all
/// others.
pub async fn find_due(pool: &Pool, now: i64) -> Result<Option<DueEvent>, sqlx::Error> {
    sqlx::query_as(FIND_DUE)
        .bind(now)
        .fetch_optional(pool)
        .await
}

/// Leases an event that is due. Returns `false` when another process leased it first.
pub async fn lease(pool: &Pool, due: &DueEvent, until: i64) -> Result<bool, sqlx::Error> {
    let leased = sqlx::query(LEASE)
        .bind(until)
        .bind(&due.event.id)
        .bind(due.due_at)
        .execute(pool)
        .await?;
    Ok(leased.rows_affected() > 0)
}

/// Sets when an event is due.
pub async fn set_due(pool: &Pool, id: &str, due_at: i64) -> Result<(), sqlx::Error> {
    sqlx::query(SET_DUE)
        .bind(due_at)
        .bind(id)
        .execute(pool)
        .await?;
    Ok(())
}

/// Records a failed attempt to deliver an event, and when the next one is due.
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

/// Sets an event aside.
pub async fn refuse(pool: &Pool, id: &str, reason: &str, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query(REFUSE)
        .bind(now)
        .bind(reason)
        .bind(id)
        .execute(pool)
        .await?;
    Ok(())
}

/// Records that an event was delivered.
pub async fn deliver(pool: &Pool, id: &str, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query(DELIVER)
        .bind(now)
        .bind(id)
        .execute(pool)
        .await?;
    Ok(())
}

/// Queues the events since then again that were delivered or set aside. Returns how many.
pub async fn replay(pool: &Pool, since: i64, now: i64) -> Result<u64, sqlx::Error> {
    let replayed = sqlx::query(REPLAY)
        .bind(now)
        .bind(since)
        .execute(pool)
        .await?;
    Ok(replayed.rows_affected())
}

/// Deletes the events that were delivered up to `delivered`, and those that were set aside, or have waited, since `others`.
pub async fn delete_old(
    database: &Database,
    delivered: i64,
    others: i64,
) -> Result<(), sqlx::Error> {
    database
        .delete_in_batches(DELETE_DELIVERED, delivered)
        .await?;
    database.delete_in_batches(DELETE_REFUSED, others).await?;
    database.delete_in_batches(DELETE_WAITING, others).await
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
