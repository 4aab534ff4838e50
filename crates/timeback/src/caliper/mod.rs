//! The Caliper client, `timeback.caliper()`: sends and lists activity events.
//!
//! A sensor (the program that observed the activity) sends [`Event`]s of the Timeback profile in envelopes. The platform
//! deduplicates events by id.

mod client;
mod event;
#[cfg(test)]
pub(super) mod parsers;
mod response;

#[cfg(test)]
mod tests;

pub use client::{CaliperClient, EventQuery};
pub use event::{
    Activity, ActivityContext, ActivityMetrics, Actor, Event, Measure, Questions, TimeSpent,
};
pub use response::{EventPage, Job, JobState, Pagination, Receipt};
