//! Dates and timestamps, each accepted in place of the other.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::Offset,
};
use serde::{
    Deserialize, Deserializer,
    de::{Error, Unexpected},
};

/// Deserializes a date, `2026-03-10`. Of a timestamp it takes the date as written.
pub fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_day(&text).ok_or_else(|| unexpected(&"a date"))
}

/// Deserializes a [`day`]; null, an absent field and an empty string are `None`.
pub fn optional_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let Some(text) = filled(deserializer)? else {
        return Ok(None);
    };
    let day = parse_day(&text).ok_or_else(|| unexpected(&"a date"))?;
    Ok(Some(day))
}

/// Deserializes a timestamp. A time without an offset, and a date, are in UTC.
pub fn instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_instant(&text).ok_or_else(|| unexpected(&"an instant"))
}

/// Deserializes an [`instant`]; null, an absent field and an empty string are `None`.
pub fn optional_instant<'de, D>(deserializer: D) -> Result<Option<Timestamp>, D::Error>
where
    D: Deserializer<'de>,
{
    let Some(text) = filled(deserializer)? else {
        return Ok(None);
    };
    let instant = parse_instant(&text).ok_or_else(|| unexpected(&"an instant"))?;
    Ok(Some(instant))
}

fn filled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text: Option<String> = Option::deserialize(deserializer)?;
    Ok(text.filter(|text| !text.trim().is_empty()))
}

fn parse_day(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.split(['T', ' ']).next()?.parse().ok()?;
    let is_day = text.len() == "2026-03-10".len() || parse_instant(text).is_some();
    is_day.then_some(day)
}

fn parse_instant(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let of_utc = || {
        let time: DateTime = text.parse().ok()?;
        Offset::UTC.to_timestamp(time).ok()
    };
    text.parse().ok().or_else(of_utc)
}

/// Creates an error that names the expected type only: the value may be personal data.
fn unexpected<E: Error>(expected: &&str) -> E {
    E::invalid_value(Unexpected::Other("something else"), expected)
}
