use jiff::Timestamp;
use serde_json::{Value, json};

use super::DatabaseStore;

#[derive(sqlx::FromRow)]
struct Record {
    event_id: String,
    sensor: String,
    event: String,
    accepted_at: i64,
    attempts: i64,
    due_at: i64,
    refused_at: Option<i64>,
    reason: Option<String>,
}

impl DatabaseStore {
    /// Returns all stored events of a student, queued and dead-lettered, oldest first, for the export of personal data.
    ///
    /// # Errors
    /// Returns the error of the query.
    pub async fn kept_of(&self, timeback_id: &str) -> Result<Vec<Value>, sqlx::Error> {
        let rows: Vec<Record> = sqlx::query_as(
            "SELECT event_id, sensor, event, accepted_at, attempts, due_at, refused_at, reason FROM outbox WHERE timeback_id = $1 ORDER BY position",
        )
        .bind(timeback_id)
        .fetch_all(self.database.pool())
        .await?;
        Ok(rows.into_iter().map(Record::into_json).collect())
    }

    /// Deletes a student's dead-lettered events. Queued ones are still sent, because they belong to the student's record
    /// on the platform.
    ///
    /// # Errors
    /// Returns the error of the query.
    pub async fn forget_refused_of(&self, timeback_id: &str) -> Result<(), sqlx::Error> {
        sqlx::query("DELETE FROM outbox WHERE timeback_id = $1 AND refused_at IS NOT NULL")
            .bind(timeback_id)
            .execute(self.database.pool())
            .await?;
        Ok(())
    }
}

impl Record {
    fn into_json(self) -> Value {
        let instant = |at: i64| Timestamp::from_microsecond(at).ok();
        let is_postponed = self.attempts > 0 && self.refused_at.is_none();
        let event: Option<Value> = serde_json::from_str(&self.event).ok();
        json!({
            "event_id": self.event_id,
            "sensor": self.sensor,
            "event": event,
            "accepted_at": instant(self.accepted_at),
            "failed_attempts": self.attempts,
            "next_attempt_at": is_postponed.then(|| instant(self.due_at)),
            "refused_at": self.refused_at.and_then(instant),
            "reason": self.reason,
        })
    }
}
