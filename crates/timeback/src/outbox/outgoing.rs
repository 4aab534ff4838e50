use jiff::Timestamp;
use serde_json::Value;

use crate::caliper::Event;

/// An event on its way. Has no `Debug`: it holds the student's address.
#[derive(Clone, PartialEq)]
pub struct Outgoing {
    /// The event's id, as text.
    pub event_id: String,
    /// The sourcedId of the student it is about; their events stay in order.
    pub timeback_id: String,
    /// The IRI in whose name it is sent.
    pub sensor: String,
    /// The event as the platform takes it. It is kept as JSON, so that a later version sends what an earlier one built.
    pub event: Value,
}

impl Outgoing {
    /// `event` of this student, to be sent in the name of `sensor`.
    pub fn new(timeback_id: &str, sensor: &str, event: &Event) -> Self {
        Self {
            event_id: event.id.to_string(),
            timeback_id: timeback_id.to_owned(),
            sensor: sensor.to_owned(),
            event: event.to_json(),
        }
    }

    /// When the event occurred, as it says.
    pub(super) fn occurred_at(&self) -> Option<Timestamp> {
        self.event.get("eventTime")?.as_str()?.parse().ok()
    }
}
