//! What all records have in common.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::vocabulary::vocabulary;

/// What a platform says beyond the specification, as it came.
pub type Metadata = Map<String, Value>;

vocabulary! {
    /// Whether a record is in use. It says nothing about dates: see
    /// [`Enrollment::is_current`](super::Enrollment::is_current).
    Status {
        /// In use.
        Active = "active",
        /// Deleted, and kept so that others notice.
        ToBeDeleted = "tobedeleted",
    }
}

impl Status {
    /// Whether the record is deleted, and only kept so that others notice. A word that no version of the specification has
    /// does not say so.
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

/// A kind of record, by which a [`Collection`](super::Collection) knows where to ask and what to expect.
///
/// Implement it for a type of your own to read fewer fields, or metadata of a known shape, and ask for it through
/// [`OneRoster::collection`](super::OneRoster::collection).
pub trait Resource: DeserializeOwned + Send + 'static {
    /// Where the records are and what their keys are called.
    const TABLE: Table;

    /// The record's `sourcedId`.
    fn id(&self) -> &str;
}

/// Where the records of a kind are and what their keys are called.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// The path of the list, such as `/ims/oneroster/rostering/v1p2/users`.
    pub list: &'static str,
    /// The path of one record, with `{id}` in the id's place.
    pub item: &'static str,
    /// The key of a list: `users`, also for students and teachers.
    pub plural: &'static str,
    /// The key of one record: `user`.
    pub singular: &'static str,
    /// Keys that platforms use in place of these two.
    pub also: &'static [&'static str],
    /// The fields a record cannot be read without; a query for some fields asks for these as well.
    pub required: &'static [&'static str],
}

impl Table {
    /// Whether records are under a key, `own` being the one the specification has.
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
