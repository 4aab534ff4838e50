//! The outbox over a real database, against a platform that answers as it is told.

mod culprits;
mod delivery;
mod platform;
mod store;
mod world;
