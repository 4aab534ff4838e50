//! Response envelopes: a list with counts, or one record under its own key.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, Visitor},
};

use super::Resource;
use crate::{
    Failure,
    lenient::{self, Fields, LenientDecode},
};

/// A page of a list. Missing counts are derived elsewhere.
pub(super) struct Envelope<T> {
    /// The decoded records.
    pub items: Vec<T>,
    /// The errors of the undecodable records.
    pub unread: Vec<Failure>,
    /// The counts of the whole list.
    pub counts: Counts,
}

/// The counts of a whole list, as far as the platform sends them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Total number of records.
    pub total: Option<u64>,
    /// Total number of pages.
    pub pages: Option<u64>,
    /// Number of this page, from 1.
    pub number: Option<u64>,
    /// Maximum number of records per page.
    pub limit: Option<u64>,
}

/// A count, which may be written as a string.
#[derive(Deserialize)]
struct Count(#[serde(deserialize_with = "lenient::count")] Option<u64>);

impl<'de, T: Resource> Deserialize<'de> for Envelope<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EnvelopeVisitor(PhantomData))
    }
}

struct EnvelopeVisitor<T>(PhantomData<T>);

impl<'de, T: Resource> Visitor<'de> for EnvelopeVisitor<T> {
    type Value = Envelope<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of {}", T::TABLE.plural)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Envelope<T>, A::Error> {
        let (mut items, mut counts) = (None, Counts::default());
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                key if T::TABLE.is_key(key, T::TABLE.plural) => {
                    if items.is_some() {
                        return Err(A::Error::duplicate_field(T::TABLE.plural));
                    }
                    items = Some(map.next_value::<Option<Vec<T>>>()?.unwrap_or_default());
                }
                "totalCount" => counts.total = map.next_value::<Count>()?.0,
                "pageCount" => counts.pages = map.next_value::<Count>()?.0,
                "pageNumber" => counts.number = map.next_value::<Count>()?.0,
                "limit" => counts.limit = map.next_value::<Count>()?.0,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        let items = items.ok_or_else(|| A::Error::missing_field(T::TABLE.plural))?;
        Ok(Envelope {
            items,
            unread: Vec::new(),
            counts,
        })
    }
}

impl<T: Resource> LenientDecode for Envelope<T> {
    fn decode_fields(mut response: Fields<'_>) -> Result<Self, Failure> {
        let counts = Counts {
            total: response.count("totalCount"),
            pages: response.count("pageCount"),
            number: response.count("pageNumber"),
            limit: response.count("limit"),
        };
        let mut others = T::TABLE.also.iter().copied();
        let key = others.find(|key| response.has(key));
        let records = response.decode_results(key.unwrap_or(T::TABLE.plural))?;
        let mut envelope = Self {
            items: Vec::with_capacity(records.len()),
            unread: Vec::new(),
            counts,
        };
        for record in records {
            match record {
                Ok(record) => envelope.items.push(record),
                Err(failure) => envelope.unread.push(failure),
            }
        }
        Ok(envelope)
    }
}

/// One record under its own key.
pub(super) struct Single<T>(pub T);

impl<T: Resource> LenientDecode for Single<T> {}

impl<'de, T: Resource> Deserialize<'de> for Single<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(SingleVisitor(PhantomData))
    }
}

struct SingleVisitor<T>(PhantomData<T>);

impl<'de, T: Resource> Visitor<'de> for SingleVisitor<T> {
    type Value = Single<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with the key {}", T::TABLE.singular)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Single<T>, A::Error> {
        let mut record = None;
        while let Some(key) = map.next_key::<String>()? {
            if !T::TABLE.is_key(&key, T::TABLE.singular) {
                map.next_value::<IgnoredAny>()?;
            } else if record.replace(map.next_value()?).is_some() {
                return Err(A::Error::duplicate_field(T::TABLE.singular));
            }
        }
        record
            .map(Single)
            .ok_or_else(|| A::Error::missing_field(T::TABLE.singular))
    }
}
