use timeback::outbox::{Outgoing, QueuedEvent, StoreError};

/// A queued event's row of the table.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    event_id: String,
    timeback_id: String,
    sensor: String,
    event: String,
    attempts: i64,
}

impl Row {
    pub fn event_id(&self) -> &str {
        &self.event_id
    }

    pub fn into_queued_event(self) -> Result<QueuedEvent, StoreError> {
        let outgoing = Outgoing {
            event: serde_json::from_str(&self.event).map_err(StoreError::new)?,
            event_id: self.event_id,
            timeback_id: self.timeback_id,
            sensor: self.sensor,
        };
        Ok(QueuedEvent {
            outgoing,
            attempts: u32::try_from(self.attempts).unwrap_or_default(),
        })
    }
}
