use jiff::Timestamp;
use serde_json::Value;

use crate::caliper::Event;

/// An event to deliver. Has no `Debug`, because it contains the student's e-mail address.
#[derive(Clone, PartialEq)]
pub struct Outgoing {
    /// The event's id.
    pub event_id: String,
    /// The student's OneRoster `sourcedId`. A student's events stay in order.
    pub timeback_id: String,
    /// The IRI of the sensor that sends it.
    pub sensor: String,
    /// The event as the platform expects it. Stored as JSON, so that a newer version can send events of an older one.
    pub event: Value,
}

impl Outgoing {
    /// Creates an outgoing event.
    pub fn new(timeback_id: &str, sensor: &str, event: &Event) -> Self {
        Self {
            event_id: event.id.to_string(),
            timeback_id: timeback_id.to_owned(),
            sensor: sensor.to_owned(),
            event: event.to_json(),
        }
    }

    /// Returns when the event occurred.
    pub(super) fn occurred_at(&self) -> Option<Timestamp> {
        self.event.get("eventTime")?.as_str()?.parse().ok()
    }
}
