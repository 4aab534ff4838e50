//! `courses`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use serde_json::{Value, json};

use super::collection::Collection;
use super::{MODIFIED_AT, reference};
use crate::sandbox::Sandbox;
use crate::sandbox::imsx::ImsxError;
use crate::sandbox::school::course::Course;
use crate::sandbox::school::org::DISTRICT;

const COURSES: Collection = Collection {
    plural: "courses",
    fields: &[
        "sourcedId",
        "status",
        "dateLastModified",
        "metadata",
        "title",
        "courseCode",
        "grades",
        "subjects",
        "subjectCodes",
        "org",
        "level",
    ],
};

/// `GET /courses`
pub async fn list(State(sandbox): State<Sandbox>, uri: Uri) -> Result<Response, ImsxError> {
    COURSES.page(&uri, sandbox.school().courses().iter().map(course))
}

/// `GET /courses/{id}`
pub async fn get(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    let found = sandbox
        .school()
        .find_course(&id)
        .ok_or_else(|| ImsxError::not_found("Course"))?;
    Ok(Json(json!({ "course": course(found) })))
}

fn course(course: &Course) -> Value {
    json!({
        "sourcedId": course.id,
        "status": "active",
        "dateLastModified": MODIFIED_AT,
        "metadata": {
            "primaryApp": course.subject.apps()[0],
            "metrics": { "totalXp": course.total_xp(), "totalLessons": course.total_lessons() },
        },
        "title": course.title,
        "courseCode": course.code,
        "grades": [course.grade.to_string()],
        "subjects": [course.subject.name()],
        "subjectCodes": [],
        "org": reference("orgs", "org", DISTRICT.id, Some(DISTRICT.name)),
    })
}
