//! Lenient decoding of `OneRoster` and `EduBridge` responses.
//!
//! - A field is required if its type has no default.
//! - Alternative spellings are accepted: numbers as strings, ids as numbers, flags as words, a single value for a list,
//!   null for nothing ([`numbers`], [`texts`], [`times`]).
//! - A field of the wrong type is left out, or else the smallest optional value around it ([`record`]).
//! - A record that cannot be decoded is left out of its list. Where all records are required, because a sum or a choice
//!   depends on them, decoding fails ([`LenientDecode`], [`Fields::decode_all`]).
//! - What was left out is counted and logged by path, never by value ([`LeftOut`]).
//!
//! A well-formed response is decoded directly, without this overhead.
//!
//! Our own: `serde_with` can default an invalid field, but neither reports its path nor leaves out records.

mod decode;
mod left_out;
mod numbers;
mod record;
#[cfg(test)]
mod tests;
mod texts;
mod times;

pub(super) use self::{
    decode::{Fields, LenientDecode, decode, entries, expected},
    left_out::{LeftOut, LeftOutLog},
    numbers::{Number, as_number, count, number, number_or_zero, optional_number},
    texts::{Id, flag, flag_text, id, optional_text, or_empty, texts},
    times::{day, instant, optional_day, optional_instant},
};
