//! Assessment line items.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Metadata, Ref, Resource, Status, Table, filter::fields, routes::gradebook};
use crate::lenient;

/// An assessment line item: a column of the gradebook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssessmentLineItem {
    /// The line item's id.
    #[serde(deserialize_with = "lenient::id")]
    pub sourced_id: String,
    /// The record's status.
    pub status: Status,
    /// When the record was last modified.
    #[serde(
        default,
        skip_serializing,
        deserialize_with = "lenient::optional_instant"
    )]
    pub date_last_modified: Option<Timestamp>,
    /// Additional metadata.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    #[serde(skip_serializing_if = "Metadata::is_empty")]
    pub metadata: Metadata,
    /// Title.
    pub title: String,
    /// Description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<Ref>,
    /// The course.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub course: Option<Ref>,
    /// The course component.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component: Option<Ref>,
    /// The component resource: a lesson or test.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component_resource: Option<Ref>,
    /// The parent line item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_assessment_line_item: Option<Ref>,
    /// The score scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score_scale: Option<Ref>,
    /// Minimum score.
    #[serde(default, deserialize_with = "lenient::optional_number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result_value_min: Option<f64>,
    /// Maximum score.
    #[serde(default, deserialize_with = "lenient::optional_number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result_value_max: Option<f64>,
}

impl AssessmentLineItem {
    /// Creates an active line item with a title.
    pub fn new(sourced_id: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            sourced_id: sourced_id.into(),
            status: Status::Active,
            date_last_modified: None,
            metadata: Metadata::new(),
            title: title.into(),
            description: None,
            class: None,
            course: None,
            component: None,
            component_resource: None,
            parent_assessment_line_item: None,
            score_scale: None,
            result_value_min: None,
            result_value_max: None,
        }
    }
}

fields!(AssessmentLineItem {
    SOURCED_ID = "sourcedId",
    STATUS = "status",
    DATE_LAST_MODIFIED = "dateLastModified",
    METADATA = "metadata",
    TITLE = "title",
    CLASS = "class.sourcedId",
    COURSE = "course.sourcedId",
    COMPONENT = "component.sourcedId",
});

impl Resource for AssessmentLineItem {
    const TABLE: Table = Table {
        list: gradebook!("/assessmentLineItems"),
        item: gradebook!("/assessmentLineItems/{id}"),
        plural: "assessmentLineItems",
        singular: "assessmentLineItem",
        also: &[],
        required: &["sourcedId", "status", "title"],
    };

    fn id(&self) -> &str {
        &self.sourced_id
    }
}
