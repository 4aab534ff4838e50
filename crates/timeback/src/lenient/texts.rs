//! Strings, which may be written as numbers, and booleans, which may be written as strings.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serializer,
    de::{self, IntoDeserializer as _, SeqAccess, Unexpected, Visitor},
};
use serde_json::Value;

/// Deserializes a value; null is its default.
pub fn or_empty<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Deserializes an id, `"42"` or `42`, to a string. An empty id is an error.
pub fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let Id(id) = Id::deserialize(deserializer)?;
    if id.trim().is_empty() {
        return Err(de::Error::invalid_value(
            Unexpected::Str(""),
            &"an id that is not empty",
        ));
    }
    Ok(id)
}

/// Deserializes an optional string: `"42"`, `42` or null.
pub fn optional_text<'de, D>(deserializer: D) -> Result<Option<String>, D::Error>
where
    D: Deserializer<'de>,
{
    Ok(Option::<Id>::deserialize(deserializer)?.map(|Id(text)| text))
}

/// Deserializes a list of strings. Null is an empty list, a single string is a list of one.
pub fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let Texts(texts) = Option::deserialize(deserializer)?.unwrap_or_default();
    Ok(texts)
}

/// Deserializes a boolean, which `OneRoster` writes as a string.
pub fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        Value::Bool(flag) => Ok(Some(flag)),
        Value::String(word) if word.trim().eq_ignore_ascii_case("true") => Ok(Some(true)),
        Value::String(word) if word.trim().eq_ignore_ascii_case("false") => Ok(Some(false)),
        _ => Err(de::Error::invalid_value(
            Unexpected::Other("something else"),
            &"\"true\" or \"false\"",
        )),
    }
}

/// Serializes a boolean as a string, as the specification requires.
#[expect(clippy::ref_option, reason = "serde's signature")]
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
pub fn flag_text<S: Serializer>(flag: &Option<bool>, serializer: S) -> Result<S::Ok, S::Error> {
    match flag {
        Some(true) => serializer.serialize_str("true"),
        Some(false) => serializer.serialize_str("false"),
        None => serializer.serialize_none(),
    }
}

/// A string, written as a string or a whole number.
pub struct Id(pub String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(IdVisitor).map(Id)
    }
}

struct IdVisitor;

impl Visitor<'_> for IdVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_i64<E: de::Error>(self, id: i64) -> Result<String, E> {
        Ok(id.to_string())
    }

    fn visit_u64<E: de::Error>(self, id: u64) -> Result<String, E> {
        Ok(id.to_string())
    }

    fn visit_f64<E: de::Error>(self, id: f64) -> Result<String, E> {
        Ok(id.to_string())
    }

    fn visit_str<E: de::Error>(self, id: &str) -> Result<String, E> {
        // PostgreSQL does not store NUL.
        Ok(id.replace('\0', ""))
    }
}

/// A list of strings, or one string.
#[derive(Default)]
struct Texts(Vec<String>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextsVisitor).map(Texts)
    }
}

struct TextsVisitor;

impl<'de> Visitor<'de> for TextsVisitor {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of strings")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<String>, A::Error> {
        let mut texts = Vec::new();
        while let Some(Id(text)) = list.next_element()? {
            texts.push(text);
        }
        Ok(texts)
    }

    fn visit_i64<E: de::Error>(self, text: i64) -> Result<Vec<String>, E> {
        one(text.into_deserializer())
    }

    fn visit_u64<E: de::Error>(self, text: u64) -> Result<Vec<String>, E> {
        one(text.into_deserializer())
    }

    fn visit_f64<E: de::Error>(self, text: f64) -> Result<Vec<String>, E> {
        one(text.into_deserializer())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Vec<String>, E> {
        one(text.into_deserializer())
    }
}

fn one<'de, D: Deserializer<'de>>(text: D) -> Result<Vec<String>, D::Error> {
    Ok(vec![Id::deserialize(text)?.0])
}
