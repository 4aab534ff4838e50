//! Caliper envelopes.

use jiff::Timestamp;
use serde_json::Value;

use super::event::Event;
use super::json_node::{JsonNode, Problem};
use crate::school::roster::Roster;

/// The Caliper version of envelopes and events.
pub const VERSION: &str = "http://purl.imsglobal.org/ctx/caliper/v1p2";

/// A valid envelope.
#[derive(Debug)]
pub struct Envelope {
    /// The IRI of the sensor that sent it.
    pub sensor: String,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Its events, in order.
    pub events: Vec<Event>,
}

/// Sensor and send time of an envelope.
#[derive(Debug, Clone, Copy)]
pub struct Source<'v> {
    /// The IRI of the sensor.
    pub sensor: &'v str,
    /// When it was sent.
    pub sent_at: Timestamp,
}

impl Envelope {
    /// Parses `body`, or returns all validation problems.
    pub fn parse(body: &[u8], roster: &Roster) -> Result<Self, Vec<Problem>> {
        let document: Value = serde_json::from_slice(body).map_err(|error| {
            vec![Problem {
                path: String::new(),
                message: format!("must be JSON: {error}"),
            }]
        })?;
        let root = JsonNode::root(&document);
        let mut problems = Vec::new();
        let source = Source {
            sensor: root.field("sensor").text(&mut problems).trim(),
            sent_at: root.field("sendTime").instant(&mut problems),
        };
        root.field("dataVersion").constant(VERSION, &mut problems);
        let entries = root.field("data").entries(&mut problems);
        let events = entries
            .iter()
            .map(|entry| Event::parse(entry, &source, roster, &mut problems))
            .collect();
        if problems.is_empty() {
            Ok(Self {
                sensor: source.sensor.to_owned(),
                sent_at: source.sent_at,
                events,
            })
        } else {
            Err(problems)
        }
    }
}
