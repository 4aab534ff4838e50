//! `GET /edubridge/enrollments/defaultClass/{course}[/{school}]`: the class that enrollments are assigned to.

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::enrollments::course_entry;
use crate::Sandbox;
use crate::imsx::ImsxError;
use crate::school::org::{Org, RIVERBEND};

/// Path parameters.
#[derive(Debug, Deserialize)]
pub struct PathParameters {
    course: String,
    school: Option<String>,
}

/// Returns the class at the given school, or at the district's first one.
pub async fn get(
    State(sandbox): State<Sandbox>,
    Path(path): Path<PathParameters>,
) -> Result<Json<Value>, ImsxError> {
    let roster = sandbox.roster();
    let course = roster
        .find_course(&path.course)
        .ok_or_else(|| ImsxError::not_found("Course"))?;
    let school = match path.school {
        None => RIVERBEND,
        Some(id) => Org::find(&id)
            .filter(|org| org.kind == "school")
            .ok_or_else(|| ImsxError::not_found("School"))?,
    };
    let class = roster.class(course, school.id);
    Ok(Json(json!({ "data": {
        "id": class.id,
        "title": course.title,
        "classCode": course.code,
        "subjectCodes": [],
        "subjects": [course.subject.name()],
        "grades": [course.grade.to_string()],
        "periods": [],
        "course": course_entry(course),
    }})))
}
