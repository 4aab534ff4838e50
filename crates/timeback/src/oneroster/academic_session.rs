//! Academic sessions.

use jiff::{Timestamp, civil::Date};
use serde::Deserialize;

use super::{
    Metadata, Ref, Resource, Status, Table, enrollment::is_inside, filter::fields,
    routes::rostering, vocabulary::vocabulary,
};
use crate::lenient;

/// An academic session: a school year, semester, term or grading period.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AcademicSession {
    /// The session's id.
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
    /// First day.
    #[serde(deserialize_with = "lenient::day")]
    pub start_date: Date,
    /// End date, exclusive.
    #[serde(deserialize_with = "lenient::day")]
    pub end_date: Date,
    /// Type of session.
    #[serde(rename = "type")]
    pub kind: SessionType,
    /// The parent session.
    pub parent: Option<Ref>,
    /// The child sessions.
    #[serde(default, deserialize_with = "lenient::or_empty")]
    pub children: Vec<Ref>,
    /// The year in which the school year ends.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub school_year: Option<String>,
    /// The organization.
    pub org: Option<Ref>,
}

impl AcademicSession {
    /// Whether the record is active and a day is in the session.
    pub fn is_current(&self, date: Date) -> bool {
        let (start, end) = (Some(self.start_date), Some(self.end_date));
        self.status == Status::Active && is_inside(start, end, date)
    }
}

vocabulary! {
    /// Type of session.
    SessionType {
        /// What a report card covers.
        GradingPeriod = "gradingPeriod",
        /// Half of a school year.
        Semester = "semester",
        /// A school year.
        SchoolYear = "schoolYear",
        /// A term.
        Term = "term",
    }
}

fields!(AcademicSession {
    SOURCED_ID = "sourcedId",
    STATUS = "status",
    DATE_LAST_MODIFIED = "dateLastModified",
    METADATA = "metadata",
    TITLE = "title",
    START_DATE = "startDate",
    END_DATE = "endDate",
    TYPE = "type",
    SCHOOL_YEAR = "schoolYear",
    PARENT = "parent.sourcedId",
    CHILDREN = "children",
    ORG = "org.sourcedId",
});

impl Resource for AcademicSession {
    const TABLE: Table = Table {
        list: rostering!("/academicSessions"),
        item: rostering!("/academicSessions/{id}"),
        plural: "academicSessions",
        singular: "academicSession",
        also: &["terms", "term", "gradingPeriods", "gradingPeriod"],
        required: &[
            "sourcedId",
            "status",
            "title",
            "startDate",
            "endDate",
            "type",
        ],
    };

    fn id(&self) -> &str {
        &self.sourced_id
    }
}
