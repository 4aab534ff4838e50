//! Tests over HTTP: the client against a configurable server on loopback.

#![expect(clippy::unwrap_used, reason = "a story stops where it fails")]
#![expect(clippy::float_cmp, reason = "the figures are exact in binary")]

mod cache;
mod changes;
mod days;
mod edubridge;
mod faults;
mod identity;
mod incremental;
mod malformed;
mod nights;
mod oneroster;
mod parts;
mod profile;
mod secrecy;
mod stale;
mod token;
mod transport;
mod upstream;
mod world;
mod zones;
