//! The sandbox seen from outside: its router, asked in process.

mod access;
mod analytics;
mod caliper;
mod control;
mod crowd;
mod edubridge;
mod enrolling;
mod roster;
mod socket;
mod world;
