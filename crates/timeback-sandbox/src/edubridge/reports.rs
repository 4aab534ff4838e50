//! `GET /edubridge/learning-reports/map-profile/{id}`: reports of MAP tests.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use crate::imsx::ImsxError;
use crate::school::session;
use crate::{Sandbox, utc_day};

/// Returns one report per term that has begun; 404 for a user without a grade.
pub async fn list(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    let roster = sandbox.roster();
    let person = roster
        .find_person(&id)
        .ok_or_else(|| ImsxError::not_found("User"))?;
    let grade = person
        .grade
        .ok_or_else(|| ImsxError::not_found("MAP profile"))?;
    let today = utc_day(sandbox.now());
    let reports: Vec<Value> = session::of_year(today)
        .into_iter()
        .filter(|session| session.kind == "term" && session.begins_on <= today)
        .map(|term| {
            json!({
                "title": format!("MAP Growth, {}", term.title),
                "pdfUrl": null,
                "tests": ["Math", "Reading", "Science"],
                "grade": grade.to_string(),
                "schoolname": person.school.name,
                "assessmentResultProviderSystem": "MAP",
            })
        })
        .collect();
    Ok(Json(json!({ "data": reports })))
}
