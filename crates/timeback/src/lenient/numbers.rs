//! Numbers, which may be written as strings.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{self, Unexpected, Visitor},
};
use serde_json::Value;

/// The largest number accepted, 2^53: beyond it an f64 cannot represent every integer, and below it no sum overflows.
const LARGEST: f64 = 9_007_199_254_740_992.0;

/// Deserializes `750` or `"750.00"`.
pub fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Number::deserialize(deserializer)?.0)
}

/// Deserializes a [`number`]; null is zero.
pub fn number_or_zero<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(optional_number(deserializer)?.unwrap_or_default())
}

/// Deserializes a [`number`]; null is `None`. Use it with `#[serde(default)]` for a field that may be absent.
pub fn optional_number<'de, D>(deserializer: D) -> Result<Option<f64>, D::Error>
where
    D: Deserializer<'de>,
{
    Ok(Option::<Number>::deserialize(deserializer)?.map(|Number(number)| number))
}

/// Returns the number in a JSON value.
pub fn as_number(value: &Value) -> Option<f64> {
    number(value).ok()
}

/// Deserializes a count; null is `None`.
pub fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let count = match Value::deserialize(deserializer)? {
        Value::Null => return Ok(None),
        Value::String(text) => text.trim().parse().ok(),
        value => value.as_u64(),
    };
    let expected = || de::Error::invalid_value(Unexpected::Other("something else"), &"a count");
    count.map(Some).ok_or_else(expected)
}

/// A number, written as a number or a string.
#[derive(Debug, Clone, Copy)]
pub struct Number(pub f64);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    #[expect(clippy::cast_precision_loss, reason = "as serde reads an f64")]
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Number, E> {
        self.visit_f64(number as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "as serde reads an f64")]
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Number, E> {
        self.visit_f64(number as f64)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Number, E> {
        if number.abs() <= LARGEST {
            return Ok(Number(number));
        }
        Err(E::invalid_value(
            Unexpected::Float(number),
            &"a number within 2^53",
        ))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
        let number: Option<f64> = text.trim().parse().ok();
        let finite = number.filter(|number| number.is_finite());
        self.visit_f64(finite.ok_or_else(|| E::invalid_value(Unexpected::Str(text), &"a number"))?)
    }
}
