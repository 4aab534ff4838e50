//! The activity client, `timeback.activity()`: reports students' work, which earns XP.
//!
//! A [`Submission`] reports a completed activity and its metrics, a [`Heartbeat`] reports time spent on it. Both are parsed
//! from the request bodies of the official SDK's browser client and sent as Caliper events. Event ids are derived from the
//! student, the activity and the run, so that sending the same submission again creates no second event.

mod client;
mod course_ref;
mod event_builder;
mod field;
mod heartbeat;
mod recent;
mod submission;

#[cfg(test)]
mod tests;

pub use client::{ActivityClient, ActivityError, Student};
pub use course_ref::CourseRef;
pub use field::Problem;
pub use heartbeat::Heartbeat;
pub use recent::RecentHeartbeats;
pub use submission::Submission;
