//! A self-hosted student dashboard for Timeback, and the reference integration of Timeback for Rust.
//!
//! Features (`profile`, `sign_in`, `examples`) stand on top, deep modules that know no framework (`timeback`,
//! `identity`) beneath, and `server` is the one edge between. Built with the feature `ssr` this is the server; with
//! `hydrate` it is what runs in the browser, the islands; with `sdk` alone it is a Timeback client.

#[cfg(feature = "sdk")]
pub mod queue;
pub mod timeback;

#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub mod error;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub mod profile;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub mod ui;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub mod viewer;

#[cfg(feature = "ssr")]
pub mod account;
#[cfg(feature = "ssr")]
pub mod app;
#[cfg(feature = "ssr")]
pub mod database;
#[cfg(feature = "ssr")]
pub mod docs;
#[cfg(feature = "ssr")]
pub mod examples;
#[cfg(feature = "ssr")]
pub mod identity;
#[cfg(feature = "ssr")]
pub mod outbox;
#[cfg(feature = "ssr")]
pub mod sandbox;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "ssr")]
pub mod sign_in;
#[cfg(feature = "ssr")]
pub mod smtp;

#[cfg(feature = "hydrate")]
mod browser;
