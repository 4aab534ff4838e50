//! Common parts of all record types.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::vocabulary::vocabulary;

/// Additional metadata of a record, undecoded.
pub type Metadata = Map<String, Value>;

vocabulary! {
    /// Status of a record. Independent of dates: see [`Enrollment::is_current`](super::Enrollment::is_current).
    Status {
        /// Active.
        Active = "active",
        /// Soft-deleted.
        ToBeDeleted = "tobedeleted",
    }
}

impl Status {
    /// Whether the record is soft-deleted. A word that no version of the specification has counts as not deleted.
    pub fn is_gone(&self) -> bool {
        match self {
            Self::Active => false,
            Self::ToBeDeleted => true,
            Self::Other(word) => matches!(letters(word).as_str(), "tobedeleted" | "deleted"),
        }
    }

    /// Whether the record is not in use, though not deleted: `inactive`, which OneRoster 1.0 had and rosters still send.
    pub fn is_inactive(&self) -> bool {
        matches!(self, Self::Other(word) if letters(word) == "inactive")
    }
}

/// The letters and digits of a word, in lower case.
fn letters(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// A record type of a [`Collection`](super::Collection).
///
/// Implement it for custom types, to decode fewer fields or metadata of a known shape, and use them with
/// [`OneRoster::collection`](super::OneRoster::collection).
pub trait Resource: DeserializeOwned + Send + 'static {
    /// The routes and JSON keys of the record type.
    const TABLE: Table;

    /// The record's `sourcedId`.
    fn id(&self) -> &str;
}

/// Routes and JSON keys of a record type.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// The path of the list, such as `/ims/oneroster/rostering/v1p2/users`.
    pub list: &'static str,
    /// The path of one record, with the placeholder `{id}`.
    pub item: &'static str,
    /// The JSON key of a list: `users`, also for students and teachers.
    pub plural: &'static str,
    /// The JSON key of one record: `user`.
    pub singular: &'static str,
    /// Alternative keys used by platforms.
    pub also: &'static [&'static str],
    /// Required fields, which every query with selected fields includes.
    pub required: &'static [&'static str],
}

impl Table {
    /// Whether a key holds records; `own` is the key of the specification.
    pub(super) fn is_key(&self, key: &str, own: &str) -> bool {
        key == own || self.also.contains(&key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_to_be_deleted_is_gone_however_that_is_spelled() {
        let is_gone = |word: &str| Status::from(word.to_owned()).is_gone();
        for word in [
            "tobedeleted",
            "ToBeDeleted",
            " TOBEDELETED ",
            "to_be_deleted",
            "To be deleted",
            "Deleted",
        ] {
            assert!(is_gone(word), "{word}");
        }
        for word in ["active", "Active", "inactive", "", "pending"] {
            assert!(!is_gone(word), "{word}");
        }
        let is_inactive = |word: &str| Status::from(word.to_owned()).is_inactive();
        assert!(is_inactive("Inactive") && !is_inactive("active") && !is_inactive("tobedeleted"));
    }
}
