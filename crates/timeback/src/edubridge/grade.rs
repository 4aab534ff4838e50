//! Grades, which the platform writes as strings: `"-1"` is pre-kindergarten, `"0"` kindergarten, `"13"` AP.

use serde::{
    Deserialize, Deserializer, Serializer,
    de::{Error, Unexpected},
};

use crate::{grade, lenient::Id};

/// Deserializes `"5"`, `5` or a word such as `K`.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i8, D::Error> {
    let Id(text) = Id::deserialize(deserializer)?;
    grade::parse(&text).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &"a grade"))
}

/// Serializes as `"5"`.
#[cfg_attr(
    target_pointer_width = "64",
    expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")
)]
pub(super) fn serialize<S: Serializer>(grade: &i8, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(grade)
}
