//! The platform's answers, spoilt in every way we can think of: each parser makes a value or a typed error of each,
//! never panics, and repeats nothing of the answer in its error.
//!
//! Needs nothing but this crate, so that an optimised build of it is soon made. `make fuzz` makes one and runs it for
//! as long as asked; the tests run a little of it each time.

#![expect(clippy::unwrap_used, reason = "a story stops where it fails")]

mod campaign;
mod document;
mod fillers;
mod input;
mod mutation;
mod parser;
mod payloads;
mod stories;

pub(crate) use self::parser::{Outcome, Parser, decoded, made};
