//! Lenient decoding of a whole response.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{LeftOut, numbers::count, record};
use crate::{Failure, transport::body};

/// A response type that can be decoded leniently.
pub trait LenientDecode: DeserializeOwned {
    /// Decodes a malformed response. The default treats it as one record.
    ///
    /// # Errors
    /// Returns [`Failure::Malformed`] when a required value cannot be decoded.
    fn decode_fields(response: Fields<'_>) -> Result<Self, Failure> {
        response.record()
    }
}

/// Decodes a response, and returns what was left out of it.
///
/// # Errors
/// Returns [`Failure::NotJson`] for invalid JSON and [`Failure::Malformed`] when a required value cannot be decoded.
pub fn decode<T: LenientDecode>(body: &[u8]) -> Result<(T, LeftOut), Failure> {
    let mut left_out = LeftOut::default();
    let failure = match body::decode(body) {
        Ok(response) => return Ok((response, left_out)),
        Err(failure @ Failure::Malformed { .. }) => failure,
        Err(failure) => return Err(failure),
    };
    let Ok(Value::Object(fields)) = body::decode(body) else {
        return Err(failure);
    };
    let fields = Fields {
        fields,
        left_out: &mut left_out,
    };
    let response = T::decode_fields(fields)?;
    Ok((response, left_out))
}

/// Path, key and value of an object's entries.
pub type Entries = Vec<(String, String, Value)>;

/// The fields of a malformed response.
pub struct Fields<'a> {
    fields: Map<String, Value>,
    left_out: &'a mut LeftOut,
}

impl Fields<'_> {
    /// Decodes the whole response as one record.
    ///
    /// # Errors
    /// Returns [`Failure::Malformed`] when a required value cannot be decoded.
    pub fn record<T: DeserializeOwned>(self) -> Result<T, Failure> {
        record::read(Value::Object(self.fields), "", self.left_out)
    }

    /// Whether the field exists.
    pub fn has(&self, key: &str) -> bool {
        self.fields.contains_key(key)
    }

    /// Returns the count under `key`, if any.
    pub fn count(&self, key: &str) -> Option<u64> {
        count(self.fields.get(key)?).ok()?
    }

    /// Decodes the list under `key` without undecodable records. Null is an empty list. A list of undecodable records only
    /// is malformed: an empty list would mean that there are no records.
    ///
    /// # Errors
    /// Returns [`Failure::Malformed`] when there is no list, or when there are records and none can be decoded.
    pub fn decode_list<T: DeserializeOwned>(
        &mut self,
        key: &'static str,
    ) -> Result<Vec<T>, Failure> {
        let mut decoded = Vec::new();
        let mut first_failure = None;
        for record in self.decode_results(key)? {
            match record {
                Ok(record) => decoded.push(record),
                Err(failure) => first_failure = first_failure.or(Some(failure)),
            }
        }
        match first_failure {
            Some(failure) if decoded.is_empty() => Err(failure),
            _ => Ok(decoded),
        }
    }

    /// Decodes the list under `key`, with an error for each undecodable record. Null is an empty list.
    ///
    /// # Errors
    /// Returns [`Failure::Malformed`] when there is no list.
    pub fn decode_results<T: DeserializeOwned>(
        &mut self,
        key: &'static str,
    ) -> Result<Vec<Result<T, Failure>>, Failure> {
        let records = self.list(key)?.into_iter();
        Ok(records
            .map(|(place, record)| {
                let read = record::read(record, &place, self.left_out);
                if read.is_err() {
                    self.left_out.record(&place);
                }
                read
            })
            .collect())
    }

    /// Decodes the list under `key`, all of whose records are required. Null is an empty list.
    ///
    /// # Errors
    /// Returns [`Failure::Malformed`] when there is no list or a record cannot be decoded.
    pub fn decode_all<T: DeserializeOwned>(
        &mut self,
        key: &'static str,
    ) -> Result<Vec<T>, Failure> {
        let records = self.list(key)?.into_iter();
        records
            .map(|(place, record)| record::read(record, &place, self.left_out))
            .collect()
    }

    /// Returns the non-null entries of the object under `key`.
    ///
    /// # Errors
    /// Returns [`Failure::Malformed`] when there is no object.
    pub fn entries(&mut self, key: &'static str) -> Result<Entries, Failure> {
        let object = self.fields.remove(key).ok_or_else(|| missing(key))?;
        entries(key, object)
    }

    /// Decodes the value under `key` strictly, or returns the default if it cannot be decoded.
    pub fn strict_or_default<T: DeserializeOwned + Default>(&mut self, key: &'static str) -> T {
        let value = self.fields.remove(key).filter(|value| !value.is_null());
        let Some(value) = value else {
            return T::default();
        };
        serde_json::from_value(value).unwrap_or_else(|_| {
            self.left_out.record(key);
            T::default()
        })
    }

    /// Decodes the record at `place`.
    ///
    /// # Errors
    /// Returns [`Failure::Malformed`] when a required value cannot be decoded.
    pub fn read<T: DeserializeOwned>(&mut self, record: Value, place: &str) -> Result<T, Failure> {
        record::read(record, place, self.left_out)
    }

    /// Returns the records under `key`, each with its path.
    fn list(&mut self, key: &'static str) -> Result<Vec<(String, Value)>, Failure> {
        let records = match self.fields.remove(key) {
            Some(Value::Array(records)) => records,
            Some(Value::Null) => Vec::new(),
            Some(_) => return Err(expected(key, "expected a list")),
            None => return Err(missing(key)),
        };
        let records = records.into_iter().enumerate();
        Ok(records
            .map(|(index, record)| (format!("{key}[{index}]"), record))
            .collect())
    }
}

/// Returns the non-null entries of the object at `place`.
///
/// # Errors
/// Returns [`Failure::Malformed`] when it is not an object.
pub fn entries(place: &str, object: Value) -> Result<Entries, Failure> {
    let fields = match object {
        Value::Object(fields) => fields,
        Value::Null => Map::new(),
        _ => return Err(expected(place, "expected an object")),
    };
    let fields = fields.into_iter().filter(|(_, value)| !value.is_null());
    Ok(fields
        .map(|(key, value)| (format!("{place}.{}", body::shown(&key)), key, value))
        .collect())
}

fn missing(key: &str) -> Failure {
    expected(".", &format!("missing field `{key}`"))
}

/// Creates a [`Failure::Malformed`].
pub fn expected(path: &str, problem: &str) -> Failure {
    Failure::Malformed {
        path: path.to_owned(),
        problem: problem.to_owned(),
    }
}
