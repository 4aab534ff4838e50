//! `classes`: one for each course at each school that has someone in it.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use serde_json::{Value, json};

use super::collection::Collection;
use super::{MODIFIED_AT, reference};
use crate::sandbox::Sandbox;
use crate::sandbox::imsx::ImsxError;
use crate::sandbox::school::enrollment::Enrollment;

const CLASSES: Collection = Collection {
    plural: "classes",
    fields: &[
        "sourcedId",
        "status",
        "dateLastModified",
        "metadata",
        "title",
        "classCode",
        "classType",
        "grades",
        "subjects",
        "course",
        "school",
        "terms",
    ],
};

/// `GET /classes`
pub async fn list(State(sandbox): State<Sandbox>, uri: Uri) -> Result<Response, ImsxError> {
    page(&sandbox, &uri, sandbox.school().enrollments().iter())
}

/// `GET /classes/{id}`
pub async fn get(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    let found = sandbox
        .school()
        .enrollments()
        .iter()
        .find(|enrollment| enrollment.class_id() == id);
    let class = found
        .map(|enrollment| class(&sandbox, enrollment))
        .ok_or_else(|| ImsxError::not_found("Class"))?;
    Ok(Json(json!({ "class": class })))
}

/// The page of the classes that `enrollments` are in, each once.
pub fn page<'e>(
    sandbox: &Sandbox,
    uri: &Uri,
    enrollments: impl Iterator<Item = &'e Enrollment>,
) -> Result<Response, ImsxError> {
    let classes: BTreeMap<String, Value> = enrollments
        .map(|enrollment| (enrollment.class_id(), class(sandbox, enrollment)))
        .collect();
    CLASSES.page(uri, classes.into_values())
}

fn class(sandbox: &Sandbox, enrollment: &Enrollment) -> Value {
    let course = sandbox.school().find_course(&enrollment.course_id);
    json!({
        "sourcedId": enrollment.class_id(),
        "status": "active",
        "dateLastModified": MODIFIED_AT,
        "metadata": null,
        "title": course.map(|course| course.title.as_str()).unwrap_or_default(),
        "classCode": course.map(|course| course.code.as_str()),
        "classType": "scheduled",
        "grades": course.iter().map(|course| course.grade.to_string()).collect::<Vec<_>>(),
        "subjects": course.iter().map(|course| course.subject.name()).collect::<Vec<_>>(),
        "course": reference("courses", "course", &enrollment.course_id, None),
        "school": reference("schools", "org", enrollment.school_id, None),
        "terms": [],
    })
}
