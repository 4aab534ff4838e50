//! `enrollments`.

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

const ENROLLMENTS: Collection = Collection {
    plural: "enrollments",
    fields: &[
        "sourcedId",
        "status",
        "dateLastModified",
        "metadata",
        "role",
        "primary",
        "beginDate",
        "endDate",
        "user",
        "class",
        "school",
        "course",
    ],
};

/// `GET /enrollments`
pub async fn list(State(sandbox): State<Sandbox>, uri: Uri) -> Result<Response, ImsxError> {
    ENROLLMENTS.page(&uri, sandbox.school().enrollments().iter().map(enrollment))
}

/// `GET /enrollments/{id}`
pub async fn get(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    let found = sandbox
        .school()
        .enrollments()
        .iter()
        .find(|enrollment| enrollment.id == id);
    let found = found.ok_or_else(|| ImsxError::not_found("Enrollment"))?;
    Ok(Json(json!({ "enrollment": enrollment(found) })))
}

fn enrollment(enrollment: &Enrollment) -> Value {
    let midnight = |date: jiff::civil::Date| format!("{date}T00:00:00.000Z");
    json!({
        "sourcedId": enrollment.id,
        "status": if enrollment.is_active() { "active" } else { "tobedeleted" },
        "dateLastModified": MODIFIED_AT,
        "metadata": enrollment.metadata(),
        "role": enrollment.role,
        "primary": if enrollment.role == "teacher" { "true" } else { "false" },
        "beginDate": midnight(enrollment.begins_on),
        "endDate": enrollment.ended_on.map(midnight),
        "user": reference("users", "user", enrollment.person_id, None),
        "class": reference("classes", "class", &enrollment.class_id(), None),
        "school": reference("schools", "org", enrollment.school_id, None),
        "course": reference("courses", "course", &enrollment.course_id, None),
    })
}
