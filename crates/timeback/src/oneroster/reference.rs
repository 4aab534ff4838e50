//! References between records.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::lenient;

/// A reference to another record.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ref {
    /// The other record's `sourcedId`.
    #[serde(deserialize_with = "lenient::id")]
    pub sourced_id: String,
    /// The type of the other record, such as `user`, `class` or `org`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The other record's name; sent by newer versions of the platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The other record's URL. Do not send the token to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

impl Ref {
    /// Creates a reference from a type and an id.
    pub fn new(kind: &str, sourced_id: impl Into<String>) -> Self {
        Self {
            sourced_id: sourced_id.into(),
            kind: Some(kind.to_owned()),
            name: None,
            href: None,
        }
    }
}

/// Shows the id only: the name may be a child's.
impl fmt::Debug for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ref")
            .field("kind", &self.kind)
            .field("sourced_id", &self.sourced_id)
            .finish_non_exhaustive()
    }
}
