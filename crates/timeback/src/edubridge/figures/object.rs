//! Decoding of objects entry by entry.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, MapAccess, Visitor, value::MapAccessDeserializer},
};

use super::names::Names;

/// Decodes an object by its entries.
pub(super) struct Object<E>(pub E);

/// Decodes the entries of an object.
pub(super) trait Entries {
    /// Decodes the next entry. Returns whether there was one.
    fn decode_next<'de, A: MapAccess<'de>>(&mut self, entries: &mut A) -> Result<bool, A::Error>;
}

impl<'de, E: Entries> DeserializeSeed<'de> for Object<E> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, E: Entries> Visitor<'de> for Object<E> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        while self.0.decode_next(&mut entries)? {}
        Ok(())
    }
}

/// An object of which not every field is read. An array in its place is malformed, and so is decoded leniently: serde would
/// decode it to a struct, and take items beyond the struct's fields for invalid JSON.
pub(super) struct Record<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Record<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RecordVisitor(PhantomData))
    }
}

struct RecordVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for RecordVisitor<T> {
    type Value = Record<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Record<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(fields)).map(Record)
    }
}

/// A key that is a name. It is copied only if it is new.
pub(super) struct Name<'a>(pub &'a mut Names);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        Ok(self.0.index(name))
    }
}
