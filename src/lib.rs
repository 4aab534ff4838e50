//! A self-hosted student dashboard for Timeback, and the reference integration of Timeback for Rust.

pub mod timeback;

#[cfg(feature = "ssr")]
pub mod sandbox;
