//! Classes.

use jiff::Timestamp;
use serde::Deserialize;

use super::{
    Metadata, Ref, Resource, Status, Table, filter::fields, routes::rostering,
    vocabulary::vocabulary,
};
use crate::lenient;

/// A class: a course as taught at a school.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Class {
    /// The class's id.
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
    /// Title.
    pub title: String,
    /// Human-readable code.
    pub class_code: Option<String>,
    /// Type of class.
    pub class_type: Option<ClassType>,
    /// Location.
    pub location: Option<String>,
    /// Grades, as [`User::grades`](super::User::grades).
    #[serde(default, deserialize_with = "lenient::texts")]
    pub grades: Vec<String>,
    /// Subjects.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub subjects: Vec<String>,
    /// Subject codes.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub subject_codes: Vec<String>,
    /// Periods.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub periods: Vec<String>,
    /// The course.
    pub course: Option<Ref>,
    /// The school.
    pub school: Option<Ref>,
    /// The terms.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub terms: Vec<Ref>,
}

vocabulary! {
    /// Type of class.
    ClassType {
        /// Where the day begins and attendance is taken.
        Homeroom = "homeroom",
        /// One of the timetable.
        Scheduled = "scheduled",
    }
}

fields!(Class {
    SOURCED_ID = "sourcedId",
    STATUS = "status",
    DATE_LAST_MODIFIED = "dateLastModified",
    METADATA = "metadata",
    TITLE = "title",
    CLASS_CODE = "classCode",
    CLASS_TYPE = "classType",
    GRADES = "grades",
    SUBJECTS = "subjects",
    COURSE = "course.sourcedId",
    SCHOOL = "school.sourcedId",
    TERMS = "terms",
});

impl Resource for Class {
    const TABLE: Table = Table {
        list: rostering!("/classes"),
        item: rostering!("/classes/{id}"),
        plural: "classes",
        singular: "class",
        also: &[],
        required: &["sourcedId", "status", "title"],
    };

    fn id(&self) -> &str {
        &self.sourced_id
    }
}
