//! `enrollments`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use serde_json::{Value, json};

use super::collection::{Entity, one, page};
use super::{MODIFIED_AT, reference};
use crate::Sandbox;
use crate::imsx::ImsxError;
use crate::school::enrollment::Enrollment;

/// `GET /enrollments`
pub async fn list(State(sandbox): State<Sandbox>, uri: Uri) -> Result<Response, ImsxError> {
    page(&uri, sandbox.roster().enrollments())
}

/// `GET /enrollments/{id}`
pub async fn get(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    one(sandbox.roster().find_enrollment(&id))
}

impl Entity for Enrollment {
    const NAME: &'static str = "Enrollment";
    const ONE: &'static str = "enrollment";
    const MANY: &'static str = "enrollments";
    const FIELDS: &'static [&'static str] = &[
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
    ];

    fn to_json(&self) -> Value {
        let midnight = |date: jiff::civil::Date| format!("{date}T00:00:00.000Z");
        json!({
            "sourcedId": self.id,
            "status": self.status(),
            "dateLastModified": MODIFIED_AT,
            "metadata": self.metadata(),
            "role": self.role,
            "primary": if self.role == "teacher" { "true" } else { "false" },
            "beginDate": midnight(self.begins_on),
            "endDate": self.ended_on.map(midnight),
            "user": reference("users", "user", &self.person_id, None),
            "class": reference("classes", "class", &self.class_id(), None),
            "school": reference("schools", "org", self.school_id, None),
            "course": reference("courses", "course", &self.course_id, None),
        })
    }
}
