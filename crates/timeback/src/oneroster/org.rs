//! Organizations.

use jiff::Timestamp;
use serde::Deserialize;

use super::{
    Metadata, Ref, Resource, Status, Table, filter::fields, routes::rostering,
    vocabulary::vocabulary,
};
use crate::lenient;

/// An organization: a school or a district.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Org {
    /// The organization's id.
    #[serde(deserialize_with = "lenient::id")]
    pub sourced_id: String,
    /// The record's status.
    pub status: Status,
    /// When the record was last modified.
    #[serde(default, deserialize_with = "lenient::optional_instant")]
    pub date_last_modified: Option<Timestamp>,
    /// Additional metadata.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub metadata: Metadata,
    /// The name.
    pub name: String,
    /// Type of organization.
    #[serde(rename = "type")]
    pub kind: OrgType,
    /// A human-readable id.
    pub identifier: Option<String>,
    /// The parent organization.
    pub parent: Option<Ref>,
    /// The child organizations.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub children: Vec<Ref>,
}

vocabulary! {
    /// Type of organization.
    OrgType {
        /// A department of a school.
        Department = "department",
        /// A school.
        School = "school",
        /// A district.
        District = "district",
        /// A local authority.
        Local = "local",
        /// A state.
        State = "state",
        /// A nation.
        National = "national",
    }
}

fields!(Org {
    SOURCED_ID = "sourcedId",
    STATUS = "status",
    DATE_LAST_MODIFIED = "dateLastModified",
    METADATA = "metadata",
    NAME = "name",
    TYPE = "type",
    IDENTIFIER = "identifier",
    PARENT = "parent.sourcedId",
    CHILDREN = "children",
});

impl Resource for Org {
    const TABLE: Table = Table {
        list: rostering!("/orgs"),
        item: rostering!("/orgs/{id}"),
        plural: "orgs",
        singular: "org",
        also: &[],
        required: &["sourcedId", "status", "name", "type"],
    };

    fn id(&self) -> &str {
        &self.sourced_id
    }
}
