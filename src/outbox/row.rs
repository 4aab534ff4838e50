use crate::timeback::outbox::{Outgoing, StoreError};

/// A waiting event as the table has it.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    event_id: String,
    timeback_id: String,
    sensor: String,
    event: String,
}

impl Row {
    pub fn into_outgoing(self) -> Result<Outgoing, StoreError> {
        Ok(Outgoing {
            event: serde_json::from_str(&self.event).map_err(StoreError::new)?,
            event_id: self.event_id,
            timeback_id: self.timeback_id,
            sensor: self.sensor,
        })
    }
}
