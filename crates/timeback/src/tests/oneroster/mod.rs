//! The OneRoster client against a configurable platform.

mod bounds;
mod paging;
mod records;
mod requests;

use serde_json::{Value, json};

use super::{
    upstream::{Reply, Route},
    world::World,
};
use crate::oneroster::{Course, Limit, Query};

/// Courses `from` to `to`, exclusive, in an envelope without counts.
fn courses(from: u32, to: u32) -> Value {
    let course =
        |number| json!({ "sourcedId": format!("c{number}"), "status": "active", "title": "Math" });
    json!({ "courses": (from..to).map(course).collect::<Vec<_>>() })
}

/// The same, with these counts in the envelope.
fn counted(from: u32, to: u32, counts: Value) -> Reply {
    let mut envelope = courses(from, to);
    envelope
        .as_object_mut()
        .unwrap()
        .extend(counts.as_object().unwrap().clone());
    Reply::json(envelope)
}

/// Two courses per page.
fn pairs() -> Query<Course> {
    Query::new().limit(Limit::parse(2).unwrap())
}

/// The queries of the roster requests.
fn asked(world: &World) -> Vec<String> {
    let hits = world.upstream.hits(Route::Roster);
    hits.iter()
        .map(|hit| hit.uri.split_once('?').unwrap().1.to_owned())
        .collect()
}
