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
        Self::replace(merged)
    }

    /// Merges `patch` at every level: an object is merged into the object that was there, any other value replaces what
    /// was there, and null removes it.
    ///
    /// # Errors
    /// Returns [`MetadataTooLarge`] when the result is too large or too deep.
    pub fn merge_deep(&self, patch: Map<String, Value>) -> Result<Self, MetadataTooLarge> {
        let mut merged = self.0.clone();
        merge_into(&mut merged, patch);
        Self::replace(merged)
    }

    /// The metadata that is `object`, whatever it was before.
    ///
    /// # Errors
    /// Returns [`MetadataTooLarge`] when it is too large or too deep.
    pub fn replace(object: Map<String, Value>) -> Result<Self, MetadataTooLarge> {
        let metadata = Self(object);
        let is_deep = metadata.0.values().any(|value| depth(value) >= DEEPEST);
        if is_deep || metadata.to_text().len() > LARGEST {
            return Err(MetadataTooLarge);
        }
        Ok(metadata)
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

/// A JSON Merge Patch (RFC 7396).
fn merge_into(object: &mut Map<String, Value>, patch: Map<String, Value>) {
    for (key, value) in patch {
        match value {
            Value::Null => {
                object.remove(&key);
            }
            Value::Object(patch) => {
                let mut inner = match object.remove(&key) {
                    Some(Value::Object(inner)) => inner,
                    _ => Map::new(),
                };
                merge_into(&mut inner, patch);
                object.insert(key, Value::Object(inner));
            }
            value => {
                object.insert(key, value);
            }
        }
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
    fn a_deep_patch_merges_objects_replaces_arrays_and_null_removes_at_any_level() {
        let before = Metadata(object(
            json!({ "a": { "b": 1, "c": { "d": 2, "e": 3 } }, "f": [1, 2], "g": 4, "h": 5 }),
        ));
        let patch = json!({
            "a": { "c": { "d": null, "i": 6 } }, "f": [null], "g": null, "h": { "j": null, "k": 7 }, "l": null
        });
        let after = before.merge_deep(object(patch)).unwrap();
        assert_eq!(
            Value::Object(after.as_map().clone()),
            json!({ "a": { "b": 1, "c": { "e": 3, "i": 6 } }, "f": [null], "h": { "k": 7 } })
        );
    }

    #[test]
    fn what_grows_too_large_or_too_deep_by_a_deep_patch_is_refused() {
        let half = "x".repeat(LARGEST / 2);
        let before = Metadata::replace(object(json!({ "a": { "b": half } }))).unwrap();
        let patch = |key: &str| object(json!({ "a": { key: half } }));
        assert_eq!(before.merge_deep(patch("c")), Err(MetadataTooLarge));
        assert_eq!(before.merge_deep(patch("b")), Ok(before.clone()));
        let nested = |levels: usize| (0..levels).fold(json!(1), |inner, _| json!({ "a": inner }));
        let deepest = Metadata::default().merge_deep(object(nested(DEEPEST)));
        assert!(deepest.is_ok());
        let deeper = Metadata::default().merge_deep(object(nested(DEEPEST + 1)));
        assert_eq!(deeper, Err(MetadataTooLarge));
    }

    #[test]
    fn a_replacement_keeps_nothing_and_has_the_same_limits() {
        let replaced = Metadata::replace(object(json!({ "a": 1 }))).unwrap();
        assert_eq!(replaced, Metadata(object(json!({ "a": 1 }))));
        assert_eq!(Metadata::replace(Map::new()), Ok(Metadata::default()));
        let large = object(json!({ "a": "x".repeat(LARGEST) }));
        assert_eq!(Metadata::replace(large), Err(MetadataTooLarge));
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
