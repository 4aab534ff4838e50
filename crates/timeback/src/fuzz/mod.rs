//! Structure-aware fuzzing of the response parsers: each returns a value or a typed error, never panics, and repeats
//! nothing of the response in its error.
//!
//! Based on `proptest` alone, so that it runs on stable Rust. `make fuzz` runs an optimised build; the tests run a short
//! campaign.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod campaign;
mod document;
mod fillers;
mod input;
mod mutation;
mod parser;
mod payloads;
mod tests;

pub(crate) use self::parser::{ParseResult, Parser, decode, decode_and_use};
