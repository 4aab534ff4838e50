//! `assessmentLineItems`.

use serde_json::{Value, json};

use super::documents::{Document, check_word};
use super::row_store::RowStore;
use super::{Gradebook, GradedWork};
use crate::Sandbox;
use crate::oneroster::collection::Entity;
use crate::oneroster::reference;

/// An assessment line item.
pub struct AssessmentLineItem(Value);

impl Entity for AssessmentLineItem {
    const NAME: &'static str = "Assessment line item";
    const ONE: &'static str = "assessmentLineItem";
    const MANY: &'static str = "assessmentLineItems";
    const FIELDS: &'static [&'static str] = &[
        "sourcedId",
        "status",
        "dateLastModified",
        "metadata",
        "title",
        "description",
        "class",
        "parentAssessmentLineItem",
        "scoreScale",
        "resultValueMin",
        "resultValueMax",
        "component",
        "componentResource",
        "learningObjectiveSet",
        "course",
    ];

    fn to_json(&self) -> Value {
        self.0.clone()
    }
}

impl Document for AssessmentLineItem {
    fn store(gradebook: &Gradebook) -> &RowStore {
        &gradebook.line_items
    }

    fn new(row: Value) -> Self {
        Self(row)
    }

    fn check(row: &Value, _: &Sandbox) -> Result<(), String> {
        check_word(row, "status", &["active", "tobedeleted"])?;
        match row["title"].as_str() {
            Some(title) if !title.trim().is_empty() => Ok(()),
            _ => Err("title must be a text that is not empty".to_owned()),
        }
    }
}

/// Returns the line item of an activity: one per activity and course.
pub fn of_activity(graded: &GradedWork) -> Value {
    let title = if graded.title.is_empty() {
        "Activity"
    } else {
        &graded.title
    };
    json!({
        "sourcedId": graded.line_item_id,
        "status": "active",
        "dateLastModified": format!("{:.3}", graded.scored_at),
        "metadata": {
            "appName": graded.metadata["appName"],
            "subject": graded.metadata["subject"],
            "originalObjectId": graded.metadata["originalObjectId"],
        },
        "title": title,
        "resultValueMin": 0,
        "resultValueMax": 100,
        "course": reference("courses", "course", &graded.course_id, None),
    })
}
