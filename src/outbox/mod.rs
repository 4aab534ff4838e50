//! The outbox of Timeback events in the database: [`timeback::outbox::Store`] on SQL.

mod retention;
mod row;
mod student_events;

#[cfg(test)]
mod tests;

use display_error_chain::DisplayErrorChain;
use futures_util::{FutureExt as _, TryFutureExt as _, future::BoxFuture};
use jiff::Timestamp;

use self::row::Row;
use database::{Database, storable};
use timeback::{
    Clock,
    outbox::{Appended, Depth, Outgoing, QueuedEvent, Store, StoreError},
};

/// Outbox store in the table `outbox`. Every operation is committed durably when it returns.
#[derive(Debug, Clone)]
pub struct DatabaseStore {
    database: Database,
    clock: Clock,
}

/// The lock under which events are appended.
const APPENDING: &str = "outbox";

impl DatabaseStore {
    /// Creates a store in `database`; `clock` is the source of its timestamps.
    pub fn new(database: Database, clock: Clock) -> Self {
        Self { database, clock }
    }

    fn now(&self) -> i64 {
        self.clock.now().as_microsecond()
    }

    /// Inserts an event at the next position, unless `capacity` events are queued.
    // Under a lock, so that the events of several processes are seen in the order of their positions, and exceed no capacity.
    async fn insert(&self, event: &Outgoing, capacity: u32) -> Result<Appended, sqlx::Error> {
        let mut transaction = self.database.begin_with_lock(APPENDING).await?;
        let inserted = sqlx::query(
            "INSERT INTO outbox (event_id, position, timeback_id, sensor, event, accepted_at) \
             SELECT $1, (SELECT COALESCE(MAX(position), 0) + 1 FROM outbox), $2, $3, $4, $5 \
             WHERE (SELECT COUNT(*) FROM outbox WHERE refused_at IS NULL) < $6 \
             ON CONFLICT DO NOTHING",
        )
        .bind(&event.event_id)
        .bind(&event.timeback_id)
        .bind(&event.sensor)
        .bind(event.event.to_string())
        .bind(self.now())
        .bind(i64::from(capacity))
        .execute(&mut *transaction)
        .await?;
        if inserted.rows_affected() > 0 {
            transaction.commit().await?;
            return Ok(Appended::New);
        }
        let known = sqlx::query("SELECT position FROM outbox WHERE event_id = $1")
            .bind(&event.event_id)
            .fetch_optional(&mut *transaction)
            .await?;
        transaction.rollback().await?;
        Ok(match known {
            Some(_) => Appended::Duplicate,
            None => Appended::Full,
        })
    }

    async fn select(&self, limit: u32) -> Result<Vec<Row>, sqlx::Error> {
        sqlx::query_as(
            "SELECT event_id, timeback_id, sensor, event, attempts FROM outbox WHERE refused_at IS NULL AND due_at <= $1 \
             AND NOT EXISTS (SELECT 1 FROM outbox AS earlier WHERE earlier.refused_at IS NULL AND earlier.attempts > 0 \
             AND earlier.due_at > $1 AND earlier.timeback_id = outbox.timeback_id AND earlier.position < outbox.position) \
             ORDER BY position LIMIT $2",
        )
        .bind(self.now())
        .bind(i64::from(limit))
        .fetch_all(self.database.pool())
        .await
    }

    async fn delete(&self, event_ids: &[&str]) -> Result<(), sqlx::Error> {
        let mut transaction = self.database.begin().await?;
        for event_id in event_ids {
            sqlx::query("DELETE FROM outbox WHERE event_id = $1")
                .bind(*event_id)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await
    }

    async fn set_due_at(
        &self,
        event_id: &str,
        attempts: u32,
        reason: &str,
        due_at: Timestamp,
    ) -> Result<(), sqlx::Error> {
        sqlx::query(
            "UPDATE outbox SET attempts = $1, reason = $2, due_at = $3 WHERE event_id = $4",
        )
        .bind(i64::from(attempts))
        .bind(storable(reason))
        .bind(due_at.as_microsecond())
        .bind(event_id)
        .execute(self.database.pool())
        .await?;
        Ok(())
    }

    /// Dead-letters an event that cannot be decoded, so that it does not block the others.
    async fn dead_letter_undecodable(
        &self,
        event_id: &str,
        error: &StoreError,
    ) -> Result<(), StoreError> {
        tracing::error!(
            event = event_id,
            error = %DisplayErrorChain::new(error),
            "an unreadable event was set aside"
        );
        self.mark_dead(event_id, "it cannot be read")
            .await
            .map_err(StoreError::new)
    }

    async fn mark_dead(&self, event_id: &str, reason: &str) -> Result<(), sqlx::Error> {
        sqlx::query("UPDATE outbox SET refused_at = $1, reason = $2, attempts = attempts + 1 WHERE event_id = $3")
            .bind(self.now())
            .bind(storable(reason))
            .bind(event_id)
            .execute(self.database.pool())
            .await?;
        Ok(())
    }

    /// Returns the number of queued events, and when the oldest was accepted.
    async fn count(&self) -> Result<(i64, Option<i64>), sqlx::Error> {
        sqlx::query_as("SELECT COUNT(*), MIN(accepted_at) FROM outbox WHERE refused_at IS NULL")
            .fetch_one(self.database.pool())
            .await
    }

    async fn measure(&self) -> Result<Depth, sqlx::Error> {
        let (waiting, oldest_at) = self.count().await?;
        let (dead,): (i64,) =
            sqlx::query_as("SELECT COUNT(*) FROM outbox WHERE refused_at IS NOT NULL")
                .fetch_one(self.database.pool())
                .await?;
        let (retrying,): (i64,) =
            sqlx::query_as("SELECT COUNT(*) FROM outbox WHERE refused_at IS NULL AND attempts > 0")
                .fetch_one(self.database.pool())
                .await?;
        Ok(Depth {
            waiting: waiting.unsigned_abs(),
            retrying: retrying.unsigned_abs(),
            oldest_at: oldest_at.and_then(|at| Timestamp::from_microsecond(at).ok()),
            dead: dead.unsigned_abs(),
        })
    }
}

impl Store for DatabaseStore {
    fn append<'a>(
        &'a self,
        event: &'a Outgoing,
        capacity: u32,
    ) -> BoxFuture<'a, Result<Appended, StoreError>> {
        self.insert(event, capacity)
            .map_err(StoreError::new)
            .boxed()
    }

    fn next_batch(&self, limit: u32) -> BoxFuture<'_, Result<Vec<QueuedEvent>, StoreError>> {
        async move {
            let rows = self.select(limit).await.map_err(StoreError::new)?;
            let mut waiting = Vec::with_capacity(rows.len());
            for row in rows {
                let event_id = row.event_id().to_owned();
                match row.into_queued_event() {
                    Ok(event) => waiting.push(event),
                    Err(error) => self.dead_letter_undecodable(&event_id, &error).await?,
                }
            }
            Ok(waiting)
        }
        .boxed()
    }

    fn delete_delivered<'a>(
        &'a self,
        event_ids: &'a [&'a str],
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        self.delete(event_ids).map_err(StoreError::new).boxed()
    }

    fn postpone<'a>(
        &'a self,
        event_id: &'a str,
        attempts: u32,
        reason: &'a str,
        due_at: Timestamp,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        self.set_due_at(event_id, attempts, reason, due_at)
            .map_err(StoreError::new)
            .boxed()
    }

    fn dead_letter<'a>(
        &'a self,
        event_id: &'a str,
        reason: &'a str,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        self.mark_dead(event_id, reason)
            .map_err(StoreError::new)
            .boxed()
    }

    fn delete_dead_letters_before(
        &self,
        instant: Timestamp,
    ) -> BoxFuture<'_, Result<(), StoreError>> {
        async move {
            self.delete_dead_before(instant.as_microsecond())
                .await
                .map_err(StoreError::new)
        }
        .boxed()
    }

    fn depth(&self) -> BoxFuture<'_, Result<Depth, StoreError>> {
        self.measure().map_err(StoreError::new).boxed()
    }
}
