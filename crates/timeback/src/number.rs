//! Numbers as Timeback's JSON writes them: `12`, not `12.0`.

use serde::Serializer;

/// Beyond this an f64 no longer tells neighbouring integers apart (2^53).
const LARGEST_EXACT_INTEGER: f64 = 9_007_199_254_740_992.0;

/// Serialises a whole number without a fraction, as JavaScript does.
#[cfg_attr(
    target_pointer_width = "64",
    expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")
)]
#[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
pub(super) fn serialize<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    if number.fract() == 0.0 && number.abs() <= LARGEST_EXACT_INTEGER {
        serializer.serialize_i64(*number as i64)
    } else {
        serializer.serialize_f64(*number)
    }
}

/// [`serialize`] for a number that may be absent.
#[expect(clippy::ref_option, reason = "serde's signature")]
pub(super) fn serialize_option<S: Serializer>(
    number: &Option<f64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match number {
        Some(number) => serialize(number, serializer),
        None => serializer.serialize_none(),
    }
}
