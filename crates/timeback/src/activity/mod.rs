//! `timeback.activity()`: what a student did earns XP.
//!
//! A [`Submission`] says that an activity was completed and what it was worth, a [`Heartbeat`] that time was spent on
//! it. Both are parsed from the bodies that the official SDK's browser client posts, and become Caliper events whose ids
//! follow from the student, the activity and the run: the same submission is the same event, however often it is sent.

mod client;
mod course_ref;
mod field;
mod heartbeat;
mod making;
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
