//! Caliper: how what was done comes into Timeback.
//!
//! A sensor, the program that saw it happen, sends [`Event`]s of the Timeback profile in envelopes. The platform knows
//! an event by its id: one that was sent twice counts once.

mod answer;
mod client;
mod event;
#[cfg(test)]
pub(super) mod parsers;

#[cfg(test)]
mod tests;

pub use answer::{EventPage, Job, JobState, Pagination, Receipt};
pub use client::{CaliperClient, EventQuery};
pub use event::{
    Activity, ActivityContext, ActivityMetrics, Actor, Event, Measure, Questions, TimeSpent,
};
