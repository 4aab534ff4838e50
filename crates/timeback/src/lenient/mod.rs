//! Reading what rosters hold as it is written, and doing without what cannot be read.
//!
//! The rule, for every answer of `OneRoster` and `EduBridge`:
//!
//! - What a record cannot do without is what its type has no default for. Nothing else says so.
//! - A field that is written in another way is read as it is meant: numbers as strings, ids as numbers, flags as words,
//!   one value where a list is due, null for nothing ([`numbers`], [`texts`], [`times`]).
//! - A field of the wrong kind costs that field, or else the smallest thing around it that can be done without
//!   ([`record`]).
//! - A record that cannot be read costs a list that record. Where a list cannot do without one, because a sum or a choice
//!   depends on all of them, the answer says so ([`LenientDecode`], [`Fields::every`]).
//! - What was left out is counted and logged by its place, never by its value ([`LeftOut`]).
//!
//! An answer in which all is well is decoded at once and pays for none of this.

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
