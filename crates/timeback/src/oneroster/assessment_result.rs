//! Assessment results.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    Metadata, Ref, Resource, Status, Table, filter::fields, routes::gradebook,
    vocabulary::vocabulary,
};
use crate::lenient;

/// An assessment result: a cell of the gradebook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssessmentResult {
    /// The result's id.
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
    /// Additional metadata: `xp`, `totalQuestions`, `correctQuestions`, `appName`, `subject` …
    #[serde(default, deserialize_with = "lenient::or_empty")]
    #[serde(skip_serializing_if = "Metadata::is_empty")]
    pub metadata: Metadata,
    /// The line item.
    pub assessment_line_item: Ref,
    /// The student.
    pub student: Ref,
    /// The score, within the line item's bounds.
    #[serde(default, deserialize_with = "lenient::optional_number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The score as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_score: Option<String>,
    /// When it was scored.
    #[serde(deserialize_with = "lenient::instant")]
    pub score_date: Timestamp,
    /// The score's status.
    pub score_status: ScoreStatus,
    /// Comment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The score scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score_scale: Option<Ref>,
    /// Whether the work is in progress.
    #[serde(default, deserialize_with = "lenient::flag")]
    #[serde(
        serialize_with = "lenient::flag_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub in_progress: Option<bool>,
    /// Whether the work is incomplete.
    #[serde(default, deserialize_with = "lenient::flag")]
    #[serde(
        serialize_with = "lenient::flag_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub incomplete: Option<bool>,
    /// Whether it was submitted late.
    #[serde(default, deserialize_with = "lenient::flag")]
    #[serde(
        serialize_with = "lenient::flag_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub late: Option<bool>,
    /// Whether it is missing.
    #[serde(default, deserialize_with = "lenient::flag")]
    #[serde(
        serialize_with = "lenient::flag_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub missing: Option<bool>,
}

impl AssessmentResult {
    /// Creates an active, fully graded result without a score.
    pub fn new(
        sourced_id: impl Into<String>,
        assessment_line_item: Ref,
        student: Ref,
        score_date: Timestamp,
    ) -> Self {
        Self {
            sourced_id: sourced_id.into(),
            status: Status::Active,
            date_last_modified: None,
            metadata: Metadata::new(),
            assessment_line_item,
            student,
            score: None,
            text_score: None,
            score_date,
            score_status: ScoreStatus::FullyGraded,
            comment: None,
            score_scale: None,
            in_progress: None,
            incomplete: None,
            late: None,
            missing: None,
        }
    }

    /// Returns the XP earned (`metadata.xp`); negative if XP was revoked.
    pub fn xp(&self) -> Option<f64> {
        lenient::as_number(self.metadata.get("xp")?)
    }
}

vocabulary! {
    /// Status of a score.
    ScoreStatus {
        /// Exempt.
        Exempt = "exempt",
        /// Fully graded.
        FullyGraded = "fully graded",
        /// Not submitted.
        NotSubmitted = "not submitted",
        /// Partially graded.
        PartiallyGraded = "partially graded",
        /// Submitted, not graded.
        Submitted = "submitted",
    }
}

fields!(AssessmentResult {
    SOURCED_ID = "sourcedId",
    STATUS = "status",
    DATE_LAST_MODIFIED = "dateLastModified",
    METADATA = "metadata",
    ASSESSMENT_LINE_ITEM = "assessmentLineItem.sourcedId",
    STUDENT = "student.sourcedId",
    SCORE = "score",
    SCORE_DATE = "scoreDate",
    SCORE_STATUS = "scoreStatus",
});

impl Resource for AssessmentResult {
    const TABLE: Table = Table {
        list: gradebook!("/assessmentResults"),
        item: gradebook!("/assessmentResults/{id}"),
        plural: "assessmentResults",
        singular: "assessmentResult",
        also: &[],
        required: &[
            "sourcedId",
            "status",
            "assessmentLineItem",
            "student",
            "scoreDate",
            "scoreStatus",
        ],
    };

    fn id(&self) -> &str {
        &self.sourced_id
    }
}
