//! The outbox on a real database, against a configurable platform.

mod delivery;
mod failing_events;
mod platform;
mod store;
mod world;
