use serde_json::{Map, Value};

use crate::Error;

/// Free-form metadata of a user: a JSON object of at most 8 KB and 16 levels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata(Map<String, Value>);

/// The metadata would be too large or too deep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("metadata may have 8 KB and 16 levels")]
pub struct MetadataTooLarge;

const LARGEST: usize = 8 * 1024;
const DEEPEST: usize = 16;

impl Metadata {
    /// The object.
    pub fn as_map(&self) -> &Map<String, Value> {
        &self.0
    }

    /// Merges `patch`: a key of the patch replaces the whole value, and null removes it.
    ///
    /// # Errors
    /// Returns [`MetadataTooLarge`] when the result is too large or too deep.
    pub fn merge(&self, patch: Map<String, Value>) -> Result<Self, MetadataTooLarge> {
        let mut merged = self.0.clone();
        for (key, value) in patch {
            if value.is_null() {
                merged.remove(&key);
            } else {
                merged.insert(key, value);
            }
        }
        let merged = Self(merged);
        let is_deep = merged.0.values().any(|value| depth(value) >= DEEPEST);
        if is_deep || merged.to_text().len() > LARGEST {
            return Err(MetadataTooLarge);
        }
        Ok(merged)
    }

    /// The stored form.
    pub(crate) fn to_text(&self) -> String {
        Value::Object(self.0.clone()).to_string()
    }

    /// Decodes the stored form.
    pub(crate) fn from_text(text: &str) -> Result<Self, Error> {
        let map = serde_json::from_str(text).map_err(|_| Error::Unreadable("metadata"))?;
        Ok(Self(map))
    }
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(values) => 1 + values.iter().map(depth).max().unwrap_or_default(),
        Value::Object(map) => 1 + map.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn a_patch_replaces_whole_values_and_null_removes() {
        let before = Metadata(object(json!({ "a": { "b": 1, "c": 2 }, "d": 3, "e": 4 })));
        let after = before
            .merge(object(json!({ "a": { "b": 9 }, "d": null, "f": 5 })))
            .unwrap();
        assert_eq!(
            Value::Object(after.as_map().clone()),
            json!({ "a": { "b": 9 }, "e": 4, "f": 5 })
        );
    }

    #[test]
    fn what_would_be_too_large_or_too_deep_is_refused() {
        let refused = Err(MetadataTooLarge);
        let large = object(json!({ "a": "x".repeat(LARGEST) }));
        assert_eq!(Metadata::default().merge(large), refused);
        let nested = |levels: usize| (0..levels).fold(json!(1), |inner, _| json!([inner]));
        assert_eq!(
            Metadata::default().merge(object(json!({ "a": nested(DEEPEST) }))),
            refused
        );
        assert!(
            Metadata::default()
                .merge(object(json!({ "a": nested(DEEPEST - 1) })))
                .is_ok()
        );
    }
}
