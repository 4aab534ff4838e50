//! A self-hosted student dashboard for Timeback, and the reference integration of Timeback for Rust.
//!
//! The features (`profile`, `user`, `account`, `sign_in`, `docs`, `examples`) and the contracts for programs (`api`) stand on
//! `server`, the edge, and on the workspace's crates: [`timeback`], and on the server `identity`. Built with the feature
//! `ssr` this is the server; with `hydrate` it is what runs in the browser, the islands.

pub mod error;
pub mod examples;
#[cfg(feature = "ssr")]
pub mod history;
pub mod profile;
mod text_json;
pub mod ui;
pub mod user;
pub mod viewer;

#[cfg(feature = "ssr")]
pub mod account;
#[cfg(feature = "ssr")]
mod api;
#[cfg(feature = "ssr")]
pub mod app;
#[cfg(feature = "ssr")]
pub mod delivery;
#[cfg(feature = "ssr")]
pub mod docs;
#[cfg(feature = "ssr")]
pub mod nodes;
#[cfg(feature = "ssr")]
pub mod outbox;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "ssr")]
pub mod sign_in;
#[cfg(feature = "ssr")]
pub mod sms;
#[cfg(feature = "ssr")]
pub mod smtp;
#[cfg(feature = "ssr")]
pub mod students;
#[cfg(feature = "ssr")]
pub mod valkey;
#[cfg(feature = "ssr")]
pub mod webhooks;

#[cfg(feature = "hydrate")]
mod browser;
