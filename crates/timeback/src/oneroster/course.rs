//! Courses.

use jiff::Timestamp;
use serde::Deserialize;

use super::{Metadata, Ref, Resource, Status, Table, filter::fields, routes::rostering};
use crate::lenient;

/// A course, independent of the classes in which it is taught.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Course {
    /// The course's id: what `timeback.config.json` has under `ids`.
    #[serde(deserialize_with = "lenient::id")]
    pub sourced_id: String,
    /// The record's status.
    pub status: Status,
    /// When the record was last modified.
    #[serde(default, deserialize_with = "lenient::optional_instant")]
    pub date_last_modified: Option<Timestamp>,
    /// Additional metadata: `metrics`, `goals`, `primaryApp`.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub metadata: Metadata,
    /// Title.
    pub title: String,
    /// Human-readable code.
    pub course_code: Option<String>,
    /// Grades, as [`User::grades`](super::User::grades).
    #[serde(default, deserialize_with = "lenient::texts")]
    pub grades: Vec<String>,
    /// Subjects.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub subjects: Vec<String>,
    /// Subject codes.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub subject_codes: Vec<String>,
    /// The organization that owns the course.
    pub org: Option<Ref>,
    /// The school year.
    pub school_year: Option<Ref>,
    /// Level.
    pub level: Option<String>,
}

impl Course {
    /// Returns the course's total XP (`metadata.metrics.totalXp`).
    pub fn total_xp(&self) -> Option<f64> {
        lenient::as_number(self.metadata.get("metrics")?.get("totalXp")?)
    }
}

fields!(Course {
    SOURCED_ID = "sourcedId",
    STATUS = "status",
    DATE_LAST_MODIFIED = "dateLastModified",
    METADATA = "metadata",
    TITLE = "title",
    COURSE_CODE = "courseCode",
    GRADES = "grades",
    SUBJECTS = "subjects",
    ORG = "org.sourcedId",
    LEVEL = "level",
});

impl Resource for Course {
    const TABLE: Table = Table {
        list: rostering!("/courses"),
        item: rostering!("/courses/{id}"),
        plural: "courses",
        singular: "course",
        also: &[],
        required: &["sourcedId", "status", "title"],
    };

    fn id(&self) -> &str {
        &self.sourced_id
    }
}
