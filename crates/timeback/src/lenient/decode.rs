//! An answer, without what of it cannot be read.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{LeftOut, numbers::count, record};
use crate::{Failure, transport::body};

/// What a service answers with.
pub trait LenientDecode: DeserializeOwned {
    /// Reads an answer in which something is wrong. As one record, unless the answer is a list of them.
    ///
    /// # Errors
    /// What is wrong, where the answer cannot do without it.
    fn salvage(answer: Fields<'_>) -> Result<Self, Failure> {
        answer.record()
    }
}

/// Decodes an answer, and says what was left out of it.
///
/// # Errors
/// [`Failure::NotJson`], or [`Failure::Malformed`] with the place of what the answer cannot do without.
pub fn decode<T: LenientDecode>(body: &[u8]) -> Result<(T, LeftOut), Failure> {
    let mut left_out = LeftOut::default();
    let failure = match body::decode(body) {
        Ok(answer) => return Ok((answer, left_out)),
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
    let answer = T::salvage(fields)?;
    Ok((answer, left_out))
}

/// Place, key and value of what is in an object.
pub type Entries = Vec<(String, String, Value)>;

/// The fields of an answer in which something is wrong.
pub struct Fields<'a> {
    fields: Map<String, Value>,
    left_out: &'a mut LeftOut,
}

impl Fields<'_> {
    /// The whole answer as one record.
    ///
    /// # Errors
    /// What the record cannot do without.
    pub fn record<T: DeserializeOwned>(self) -> Result<T, Failure> {
        record::read(Value::Object(self.fields), "", self.left_out)
    }

    /// Whether there is a field of this name.
    pub fn has(&self, key: &str) -> bool {
        self.fields.contains_key(key)
    }

    /// The count under `key`, if there is one.
    pub fn count(&self, key: &str) -> Option<u64> {
        count(self.fields.get(key)?).ok()?
    }

    /// Each record under `key` that can be read, in their order; null is an empty list.
    ///
    /// # Errors
    /// There is no list.
    pub fn each<T: DeserializeOwned>(&mut self, key: &'static str) -> Result<Vec<T>, Failure> {
        let records = self.each_or_why(key)?.into_iter();
        Ok(records.filter_map(Result::ok).collect())
    }

    /// Each record under `key`, or why it cannot be read; null is an empty list.
    ///
    /// # Errors
    /// There is no list.
    pub fn each_or_why<T: DeserializeOwned>(
        &mut self,
        key: &'static str,
    ) -> Result<Vec<Result<T, Failure>>, Failure> {
        let records = self.list(key)?.into_iter();
        Ok(records
            .map(|(place, record)| {
                let read = record::read(record, &place, self.left_out);
                if read.is_err() {
                    self.left_out.note(&place);
                }
                read
            })
            .collect())
    }

    /// Every record under `key`; null is an empty list.
    ///
    /// # Errors
    /// There is no list, or a record that cannot be read.
    pub fn every<T: DeserializeOwned>(&mut self, key: &'static str) -> Result<Vec<T>, Failure> {
        let records = self.list(key)?.into_iter();
        records
            .map(|(place, record)| record::read(record, &place, self.left_out))
            .collect()
    }

    /// The entries of the object under `key`, each with its place; null ones are nothing.
    ///
    /// # Errors
    /// There is no object.
    pub fn entries(&mut self, key: &'static str) -> Result<Entries, Failure> {
        let object = self.fields.remove(key).ok_or_else(|| missing(key))?;
        entries(key, object)
    }

    /// What is under `key` as one value that is of use only as a whole; empty where it cannot be read.
    pub fn whole_or_empty<T: DeserializeOwned + Default>(&mut self, key: &'static str) -> T {
        let value = self.fields.remove(key).filter(|value| !value.is_null());
        let Some(value) = value else {
            return T::default();
        };
        serde_json::from_value(value).unwrap_or_else(|_| {
            self.left_out.note(key);
            T::default()
        })
    }

    /// Reads the record found at `place`.
    ///
    /// # Errors
    /// What the record cannot do without.
    pub fn read<T: DeserializeOwned>(&mut self, record: Value, place: &str) -> Result<T, Failure> {
        record::read(record, place, self.left_out)
    }

    /// The records under `key`, each with its place.
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

/// The entries of the object found at `place`, each with its own; null ones are nothing.
///
/// # Errors
/// It is no object.
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

/// That something is not as expected.
pub fn expected(path: &str, problem: &str) -> Failure {
    Failure::Malformed {
        path: path.to_owned(),
        problem: problem.to_owned(),
    }
}
