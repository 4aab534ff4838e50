//! The outbox over a real database, against a platform that answers as it is told.

#![expect(clippy::unwrap_used, reason = "a story stops where it fails")]

mod delivery;
mod platform;
mod store;
mod world;
