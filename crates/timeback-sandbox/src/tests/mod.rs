//! Tests of the sandbox over its router.

mod access;
mod analytics;
mod caliper;
mod control;
mod edubridge;
mod enrolling;
mod generated_students;
mod roster;
mod socket;
mod world;
