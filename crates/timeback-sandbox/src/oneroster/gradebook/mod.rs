//! `OneRoster` 1.2 gradebook: assessment line items and results.

mod documents;
mod line_items;
mod results;
mod row_store;

use std::collections::HashSet;

use axum::Router;
use axum::routing::get;
use jiff::Timestamp;
use serde_json::Value;

use crate::Sandbox;
use documents::{Document, delete, find, list, put};
use line_items::AssessmentLineItem;
use results::AssessmentResult;
use row_store::RowStore;

const BASE: &str = "/ims/oneroster/gradebook/v1p2";

/// The gradebook routes.
pub fn router() -> Router<Sandbox> {
    Router::new()
        .merge(routes::<AssessmentLineItem>())
        .merge(routes::<AssessmentResult>())
}

fn routes<D: Document>() -> Router<Sandbox> {
    let all = format!("{BASE}/{}", D::MANY);
    let alone = get(find::<D>).put(put::<D>).delete(delete::<D>);
    Router::new()
        .route(&all, get(list::<D>))
        .route(&format!("{all}/"), get(list::<D>))
        .route(&format!("{all}/{{id}}"), alone.clone())
        .route(&format!("{all}/{{id}}/"), alone)
}

/// The gradebook.
#[derive(Debug, Default)]
pub struct Gradebook {
    results: RowStore,
    line_items: RowStore,
}

/// Completed work to be recorded in the gradebook.
#[derive(Debug)]
pub struct GradedWork {
    /// The sourcedId of the result.
    pub result_id: String,
    /// The sourcedId of the student.
    pub student_id: String,
    /// The sourcedId of the line item.
    pub line_item_id: String,
    /// The name of the activity; may be empty.
    pub title: String,
    /// The sourcedId of the course.
    pub course_id: String,
    /// When the work was completed.
    pub scored_at: Timestamp,
    /// Percentage; `None` without questions.
    pub score: Option<f64>,
    /// The metadata of the result.
    pub metadata: Value,
}

impl Gradebook {
    /// Records the result, and the line item unless it exists.
    pub fn record(&self, graded: GradedWork) {
        let id = graded.line_item_id.clone();
        self.line_items
            .insert_new(id, || line_items::of_activity(&graded));
        let result = results::of_activity(&graded);
        self.results.put(graded.result_id, result);
    }

    /// Soft-deletes the student's results in the course.
    pub fn delete_results(&self, student_id: &str, course_id: &str) {
        let items: HashSet<String> = self.line_items.read(|rows| {
            rows.iter()
                .filter(|(_, row)| row["course"]["sourcedId"] == *course_id)
                .map(|(id, _)| id.clone())
                .collect()
        });
        self.results.change_each(|row| {
            let item = row["assessmentLineItem"]["sourcedId"].as_str();
            let is_match = row["student"]["sourcedId"] == *student_id
                && item.is_some_and(|id| items.contains(id));
            if is_match {
                row["status"] = "tobedeleted".into();
            }
        });
    }

    /// Removes all rows.
    pub fn reset(&self) {
        self.results.clear();
        self.line_items.clear();
    }
}
