//! How `OneRoster` writes things, and how the platform does.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{
    Deserialize, Deserializer, Serializer,
    de::{Error, Unexpected},
};
use serde_json::Value;

/// A string that is not empty, such as an id.
pub(super) fn filled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.is_empty() {
        return Err(D::Error::invalid_value(
            Unexpected::Str(""),
            &"a string that is not empty",
        ));
    }
    Ok(text)
}

/// A value that may be null where the specification has an empty one.
pub(super) fn or_empty<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// A string, or a number that stands for one.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        value => worded(value).map(Some),
    }
}

/// A list of strings, or of numbers that stand for them; null is an empty one.
pub(super) fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let values: Option<Vec<Value>> = Option::deserialize(deserializer)?;
    values.into_iter().flatten().map(worded).collect()
}

fn worded<E: Error>(value: Value) -> Result<String, E> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(unexpected(&"a string")),
    }
}

/// A flag: `"true"`, `"false"`, or the boolean itself.
pub(super) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        Value::Bool(flag) => Ok(Some(flag)),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Ok(Some(true)),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Ok(Some(false)),
        _ => Err(unexpected(&"\"true\" or \"false\"")),
    }
}

/// Writes a flag as the specification does, as a string.
#[expect(clippy::ref_option, reason = "serde's signature")]
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
pub(super) fn flag_text<S: Serializer>(
    flag: &Option<bool>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match flag {
        Some(true) => serializer.serialize_str("true"),
        Some(false) => serializer.serialize_str("false"),
        None => serializer.serialize_none(),
    }
}

/// A number, also one written as a string.
pub(super) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        value => as_number(&value)
            .map(Some)
            .ok_or_else(|| unexpected(&"a number")),
    }
}

/// The number in a value, also one written as a string.
pub(super) fn as_number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::String(text) => text.trim().parse().ok(),
        value => value.as_f64(),
    };
    number.filter(|number: &f64| number.is_finite())
}

/// A count, also one written as a string.
pub(super) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let count = match Value::deserialize(deserializer)? {
        Value::Null => return Ok(None),
        Value::String(text) => text.trim().parse().ok(),
        value => value.as_u64(),
    };
    count.map(Some).ok_or_else(|| unexpected(&"a count"))
}

/// A day. An instant in its place gives the day it is written with.
pub(super) fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    parse_day(&String::deserialize(deserializer)?).ok_or_else(|| unexpected(&"a date"))
}

/// A day that may be missing or null.
pub(super) fn optional_day<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Date>, D::Error> {
    match Option::<String>::deserialize(deserializer)? {
        None => Ok(None),
        Some(text) => parse_day(&text)
            .map(Some)
            .ok_or_else(|| unexpected(&"a date")),
    }
}

/// An instant. A day in its place gives its first moment in UTC.
pub(super) fn instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    parse_instant(&String::deserialize(deserializer)?).ok_or_else(|| unexpected(&"an instant"))
}

/// An instant that may be missing or null.
pub(super) fn optional_instant<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Timestamp>, D::Error> {
    match Option::<String>::deserialize(deserializer)? {
        None => Ok(None),
        Some(text) => parse_instant(&text)
            .map(Some)
            .ok_or_else(|| unexpected(&"an instant")),
    }
}

fn parse_day(text: &str) -> Option<Date> {
    let day = text.get(..10)?.parse().ok()?;
    let rest = &text[10..];
    (rest.is_empty() || parse_instant(text).is_some()).then_some(day)
}

fn parse_instant(text: &str) -> Option<Timestamp> {
    let of_day = || {
        let day: Date = text.parse().ok()?;
        Some(day.to_zoned(TimeZone::UTC).ok()?.timestamp())
    };
    text.parse().ok().or_else(of_day)
}

/// Says what was expected; what was found may be anything.
fn unexpected<E: Error>(expected: &&str) -> E {
    E::invalid_value(Unexpected::Other("something else"), expected)
}
