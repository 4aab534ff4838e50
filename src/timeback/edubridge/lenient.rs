//! What the wire writes in several ways: numbers as strings, ids as numbers, days as instants, nothing as null.

use std::fmt;

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::Offset,
};
use serde::{
    Deserialize, Deserializer,
    de::{self, Unexpected, Visitor},
};

/// Null means the type's empty value.
pub(super) fn default_if_null<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// `750`, `"750.00"`, or null, which is zero.
pub(super) fn zero_if_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(optional_number(deserializer)?.unwrap_or_default())
}

/// `750` or `"750.00"`.
pub(super) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Number::deserialize(deserializer)?.0)
}

/// `750`, `"750.00"` or null; nothing, too, where the field has a default.
pub(super) fn optional_number<'de, D>(deserializer: D) -> Result<Option<f64>, D::Error>
where
    D: Deserializer<'de>,
{
    Ok(Option::<Number>::deserialize(deserializer)?.map(|Number(number)| number))
}

/// `"42"` or `42`, as text.
pub(super) fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Id::deserialize(deserializer)?.0)
}

/// `"42"`, `42`, null or nothing.
pub(super) fn optional_id<'de, D>(deserializer: D) -> Result<Option<String>, D::Error>
where
    D: Deserializer<'de>,
{
    Ok(Option::<Id>::deserialize(deserializer)?.map(|Id(id)| id))
}

/// Texts, of which some may be written as numbers; null is an empty list.
pub(super) fn ids<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let ids: Option<Vec<Id>> = Option::deserialize(deserializer)?;
    Ok(ids.into_iter().flatten().map(|Id(id)| id).collect())
}

/// A day, `2026-03-10` or the instant it begins at.
pub(super) fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let text = String::deserialize(deserializer)?;
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    day.parse().map_err(|_| unexpected(&text, "a date"))
}

/// An instant, a time without a zone or a bare date, both of UTC.
pub(super) fn instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_instant(&text).ok_or_else(|| unexpected(&text, "an instant"))
}

/// [`instant`], null, nothing or an empty text.
pub(super) fn optional_instant<'de, D>(deserializer: D) -> Result<Option<Timestamp>, D::Error>
where
    D: Deserializer<'de>,
{
    let text: Option<String> = Option::deserialize(deserializer)?;
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let instant = parse_instant(&text).ok_or_else(|| unexpected(&text, "an instant"))?;
    Ok(Some(instant))
}

fn parse_instant(text: &str) -> Option<Timestamp> {
    let of_utc = || {
        let time: DateTime = text.parse().ok()?;
        Offset::UTC.to_timestamp(time).ok()
    };
    text.parse().ok().or_else(of_utc)
}

fn unexpected<E: de::Error>(found: &str, expected: &str) -> E {
    E::invalid_value(Unexpected::Str(found), &expected)
}

/// A number, written as one or as text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number(pub f64);

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
        Ok(Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "as serde reads an f64")]
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Number, E> {
        Ok(Number(number as f64))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Number, E> {
        Ok(Number(number))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
        let number: Option<f64> = text.trim().parse().ok();
        let finite = number.filter(|number| number.is_finite());
        finite
            .map(Number)
            .ok_or_else(|| unexpected(text, "a number"))
    }
}

/// An id, written as text or as a number.
pub(super) struct Id(pub String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(IdVisitor).map(Id)
    }
}

struct IdVisitor;

impl Visitor<'_> for IdVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id")
    }

    fn visit_i64<E: de::Error>(self, id: i64) -> Result<String, E> {
        Ok(id.to_string())
    }

    fn visit_u64<E: de::Error>(self, id: u64) -> Result<String, E> {
        Ok(id.to_string())
    }

    fn visit_str<E: de::Error>(self, id: &str) -> Result<String, E> {
        Ok(id.to_owned())
    }
}
