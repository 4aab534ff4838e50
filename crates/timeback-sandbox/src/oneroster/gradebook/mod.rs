//! `OneRoster` 1.2 gradebook: assessment line items, and the results that students have in them.

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

/// Every row of the gradebook, as it is sent.
#[derive(Debug, Default)]
pub struct Gradebook {
    results: RowStore,
    line_items: RowStore,
}

/// What one piece of finished work leaves in the gradebook.
#[derive(Debug)]
pub struct Graded {
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
    /// When the work was finished.
    pub scored_at: Timestamp,
    /// Percent; none where no question was asked.
    pub score: Option<f64>,
    /// What is noted on the result.
    pub metadata: Value,
}

impl Gradebook {
    /// Enters the line item, unless it is there, and the result.
    pub fn enter(&self, graded: Graded) {
        let id = graded.line_item_id.clone();
        self.line_items
            .insert_new(id, || line_items::of_activity(&graded));
        let result = results::of_activity(&graded);
        self.results.put(graded.result_id, result);
    }

    /// Marks every result that the student has in the course for deletion.
    pub fn withdraw(&self, student_id: &str, course_id: &str) {
        let items: HashSet<String> = self.line_items.read(|rows| {
            rows.iter()
                .filter(|(_, row)| row["course"]["sourcedId"] == *course_id)
                .map(|(id, _)| id.clone())
                .collect()
        });
        self.results.change_each(|row| {
            let item = row["assessmentLineItem"]["sourcedId"].as_str();
            let is_meant = row["student"]["sourcedId"] == *student_id
                && item.is_some_and(|id| items.contains(id));
            if is_meant {
                row["status"] = "tobedeleted".into();
            }
        });
    }

    /// Takes everything out.
    pub fn reset(&self) {
        self.results.clear();
        self.line_items.clear();
    }
}
