//! The envelope in which a sensor sends its events.

use serde_json::Value;

use super::event::Event;
use super::node::{Node, Problem};
use crate::sandbox::school::roster::Roster;

/// The Caliper version of envelopes and events.
pub const VERSION: &str = "http://purl.imsglobal.org/ctx/caliper/v1p2";

/// An envelope that was understood.
#[derive(Debug)]
pub struct Envelope {
    /// Its events, in order.
    pub events: Vec<Event>,
}

impl Envelope {
    /// Understands `body`, or says everything that is wrong with it.
    pub fn parse(body: &[u8], roster: &Roster) -> Result<Self, Vec<Problem>> {
        let document: Value = serde_json::from_slice(body).map_err(|error| {
            vec![Problem {
                path: String::new(),
                message: format!("must be JSON: {error}"),
            }]
        })?;
        let root = Node::root(&document);
        let mut problems = Vec::new();
        let sensor = root.field("sensor").text(&mut problems);
        let sent_at = root.field("sendTime").instant(&mut problems);
        root.field("dataVersion").constant(VERSION, &mut problems);
        let entries = root.field("data").entries(&mut problems);
        let events = entries
            .iter()
            .map(|entry| Event::parse(entry, sensor, sent_at, roster, &mut problems))
            .collect();
        if problems.is_empty() {
            Ok(Self { events })
        } else {
            Err(problems)
        }
    }
}
