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
    /// Whether the record is soft-deleted. An unknown status counts as not deleted.
    pub fn is_deleted(&self) -> bool {
        match self {
            Self::Active => false,
            Self::ToBeDeleted => true,
            Self::Other(word) => matches!(letters(word).as_str(), "tobedeleted" | "deleted"),
        }
    }

    /// Whether the record is inactive: a status of OneRoster 1.0 that rosters still send.
    pub fn is_inactive(&self) -> bool {
        matches!(self, Self::Other(word) if letters(word) == "inactive")
    }
}

/// Returns the letters and digits of a word, in lower case.
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
    fn a_deleted_record_is_recognized_in_every_spelling() {
        let is_deleted = |word: &str| Status::from(word.to_owned()).is_deleted();
        for word in [
            "tobedeleted",
            "ToBeDeleted",
            " TOBEDELETED ",
            "to_be_deleted",
            "To be deleted",
            "Deleted",
        ] {
            assert!(is_deleted(word), "{word}");
        }
        for word in ["active", "Active", "inactive", "", "pending"] {
            assert!(!is_deleted(word), "{word}");
        }
        let is_inactive = |word: &str| Status::from(word.to_owned()).is_inactive();
        assert!(is_inactive("Inactive") && !is_inactive("active") && !is_inactive("tobedeleted"));
    }
}
