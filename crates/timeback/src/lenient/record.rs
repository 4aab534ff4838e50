//! Decoding of one record without its undecodable values.

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use super::LeftOut;
use crate::{
    Failure,
    transport::body::{malformed, shown},
};

/// Maximum number of values removed one by one; beyond it, whole fields of the record are removed.
const MAX_REMOVALS: usize = 64;

/// Upper bound on the values decoded: the record is decoded again after each removal.
const MAX_VALUES_DECODED: usize = 500_000;

/// A path within a record.
type RecordPath = Vec<Step>;

#[derive(Debug, Clone, PartialEq)]
enum Step {
    Key(String),
    Index(usize),
}

/// A removed value, and the error that it caused.
struct Removed {
    place: RecordPath,
    failure: Failure,
}

/// Decodes the record at `prefix` of a response.
///
/// Each round removes the value that cannot be decoded or, if it is required, the value around it, up to the record
/// itself.
///
/// # Errors
/// Returns [`Failure::Malformed`] when a required value cannot be decoded.
pub fn read<T: DeserializeOwned>(
    mut record: Value,
    prefix: &str,
    left_out: &mut LeftOut,
) -> Result<T, Failure> {
    let max_removals = (MAX_VALUES_DECODED / count_values(&record)).clamp(1, MAX_REMOVALS);
    let mut removed: Vec<Removed> = Vec::new();
    let mut rounds = 0;
    loop {
        let error = match serde_path_to_error::deserialize(&record) {
            Ok(value) => {
                for Removed { place, .. } in &removed {
                    left_out.record(&format_path(prefix, place));
                }
                return Ok(value);
            }
            Err(error) => error,
        };
        let mut place = steps(error.path());
        let failure = match required_removal(&removed, &place, error.inner()) {
            // A removed value turns out to be required: the error to report is the one it caused.
            Some(index) => removed.swap_remove(index).failure,
            None => malformed(prefix, &error),
        };
        if rounds >= max_removals {
            place.truncate(1);
        }
        if place.is_empty() || !remove(&mut record, &place) {
            return Err(failure);
        }
        removed.retain(|removed| !removed.place.starts_with(&place));
        removed.push(Removed { place, failure });
        rounds += 1;
    }
}

/// Returns the removed value that is the missing field at `place`, if the error reports one.
fn required_removal(
    removed: &[Removed],
    place: &[Step],
    error: &serde_json::Error,
) -> Option<usize> {
    let problem = error.to_string();
    let name = problem.strip_prefix("missing field `")?.split('`').next()?;
    removed.iter().position(|removed| {
        let inside = removed.place.strip_prefix(place);
        matches!(inside, Some([Step::Key(key)]) if key == name)
    })
}

/// Returns the part of a path that exists in the record.
fn steps(path: &Path) -> RecordPath {
    path.iter()
        .map_while(|segment| match segment {
            Segment::Seq { index } => Some(Step::Index(*index)),
            Segment::Map { key } => Some(Step::Key(key.clone())),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

/// Removes the value at `place`. Returns whether there was one.
fn remove(record: &mut Value, place: &[Step]) -> bool {
    let Some((last, parents)) = place.split_last() else {
        return false;
    };
    let parent = parents.iter().try_fold(record, |value, step| match step {
        Step::Key(key) => value.get_mut(key),
        Step::Index(index) => value.get_mut(index),
    });
    match (parent, last) {
        (Some(Value::Object(fields)), Step::Key(key)) => fields.remove(key).is_some(),
        (Some(Value::Array(items)), Step::Index(index)) if *index < items.len() => {
            items.remove(*index);
            true
        }
        _ => false,
    }
}

fn format_path(prefix: &str, place: &[Step]) -> String {
    let mut name = prefix.to_owned();
    for step in place {
        match step {
            Step::Index(_) => name.push_str("[]"),
            Step::Key(key) => {
                if !name.is_empty() {
                    name.push('.');
                }
                name.push_str(shown(key));
            }
        }
    }
    name
}

/// Returns the number of values within a value.
fn count_values(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count_values).sum::<usize>(),
        Value::Object(fields) => fields.values().map(count_values).sum(),
        _ => 0,
    }
}
