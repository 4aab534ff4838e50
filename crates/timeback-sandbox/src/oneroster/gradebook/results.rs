//! `assessmentResults`.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::documents::{Document, check_word};
use super::row_store::RowStore;
use super::{BASE, Gradebook, GradedWork};
use crate::Sandbox;
use crate::oneroster::collection::Entity;
use crate::oneroster::reference;

const SCORE_STATUSES: [&str; 5] = [
    "exempt",
    "fully graded",
    "not submitted",
    "partially graded",
    "submitted",
];

/// An assessment result.
pub struct AssessmentResult(Value);

impl Entity for AssessmentResult {
    const NAME: &'static str = "Assessment result";
    const ONE: &'static str = "assessmentResult";
    const MANY: &'static str = "assessmentResults";
    const FIELDS: &'static [&'static str] = &[
        "sourcedId",
        "status",
        "dateLastModified",
        "metadata",
        "assessmentLineItem",
        "student",
        "score",
        "textScore",
        "scoreDate",
        "scoreScale",
        "scorePercentile",
        "scoreStatus",
        "comment",
        "learningObjectiveSet",
        "inProgress",
        "incomplete",
        "late",
        "missing",
    ];

    fn to_json(&self) -> Value {
        self.0.clone()
    }
}

impl Document for AssessmentResult {
    fn store(gradebook: &Gradebook) -> &RowStore {
        &gradebook.results
    }

    fn new(row: Value) -> Self {
        Self(row)
    }

    fn check(row: &Value, sandbox: &Sandbox) -> Result<(), String> {
        check_word(row, "status", &["active", "tobedeleted"])?;
        check_word(row, "scoreStatus", &SCORE_STATUSES)?;
        let id_in = |name: &str| row[name]["sourcedId"].as_str().unwrap_or_default();
        if sandbox.roster().find_person(id_in("student")).is_none() {
            return Err("student must be a user of the roster".to_owned());
        }
        let line_items = &sandbox.0.gradebook.line_items;
        if !line_items.has(id_in("assessmentLineItem")) {
            return Err("assessmentLineItem must be one of the gradebook".to_owned());
        }
        let score_date = row["scoreDate"].as_str().unwrap_or_default();
        if score_date.parse::<Timestamp>().is_err() {
            return Err("scoreDate must be a full ISO 8601 datetime".to_owned());
        }
        match &row["score"] {
            Value::Null | Value::Number(_) => Ok(()),
            _ => Err("score must be a number or null".to_owned()),
        }
    }
}

/// Returns the result of completed work.
pub fn of_activity(graded: &GradedWork) -> Value {
    let line_item_id = &graded.line_item_id;
    json!({
        "sourcedId": graded.result_id,
        "status": "active",
        "dateLastModified": format!("{:.3}", graded.scored_at),
        "metadata": graded.metadata,
        "assessmentLineItem": {
            "href": format!("{BASE}/assessmentLineItems/{line_item_id}"),
            "sourcedId": line_item_id,
            "type": "assessmentLineItem",
        },
        "student": reference("users", "user", &graded.student_id, None),
        "score": graded.score,
        "scoreDate": format!("{:.3}", graded.scored_at),
        "scoreStatus": "fully graded",
        "inProgress": "false",
        "incomplete": "false",
        "late": "false",
        "missing": "false",
    })
}
