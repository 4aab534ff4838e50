//! One record, without what of it cannot be read.

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use super::LeftOut;
use crate::{
    Failure,
    transport::body::{malformed, shown},
};

/// So many things are left out one by one; then whole fields of the record are.
const ONE_BY_ONE: usize = 64;

/// A record is decoded again for each thing left out; all that together costs no more values than this.
const VALUES_DECODED: usize = 500_000;

/// A place within a record.
type Place = Vec<Step>;

#[derive(Debug, Clone, PartialEq)]
enum Step {
    Key(String),
    Index(usize),
}

/// Something that was left out, and why.
struct Removed {
    place: Place,
    failure: Failure,
}

/// Reads the record found at `prefix` of an answer.
///
/// With each round it becomes smaller: what cannot be read is removed, the value where the problem is, and where the record
/// cannot do without it, what is around it, up to the record itself.
///
/// # Errors
/// Why the record cannot be read, where it cannot do without what is wrong.
pub fn read<T: DeserializeOwned>(
    mut record: Value,
    prefix: &str,
    left_out: &mut LeftOut,
) -> Result<T, Failure> {
    let one_by_one = (VALUES_DECODED / values(&record)).clamp(1, ONE_BY_ONE);
    let mut removed: Vec<Removed> = Vec::new();
    let mut rounds = 0;
    loop {
        let error = match serde_path_to_error::deserialize(&record) {
            Ok(value) => {
                for Removed { place, .. } in &removed {
                    left_out.note(&named(prefix, place));
                }
                return Ok(value);
            }
            Err(error) => error,
        };
        let mut place = steps(error.path());
        let failure = match needed(&removed, &place, error.inner()) {
            // What was left out is needed here: the reason is still the first one.
            Some(index) => removed.swap_remove(index).failure,
            None => malformed(prefix, &error),
        };
        if rounds >= one_by_one {
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

/// Which of the removed things is the field that is missing at `place`, if that is what the error says.
fn needed(removed: &[Removed], place: &[Step], error: &serde_json::Error) -> Option<usize> {
    let problem = error.to_string();
    let name = problem.strip_prefix("missing field `")?.split('`').next()?;
    removed.iter().position(|removed| {
        let inside = removed.place.strip_prefix(place);
        matches!(inside, Some([Step::Key(key)]) if key == name)
    })
}

/// The part of a path that can be followed.
fn steps(path: &Path) -> Place {
    path.iter()
        .map_while(|segment| match segment {
            Segment::Seq { index } => Some(Step::Index(*index)),
            Segment::Map { key } => Some(Step::Key(key.clone())),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

/// Whether there was something at `place`, which now there is not.
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

fn named(prefix: &str, place: &[Step]) -> String {
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

/// How many values a value is made of.
fn values(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(values).sum::<usize>(),
        Value::Object(fields) => fields.values().map(values).sum(),
        _ => 0,
    }
}
