//! `classes`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use serde_json::{Value, json};

use super::collection::{Entity, found, one, page};
use super::{MODIFIED_AT, reference};
use crate::Sandbox;
use crate::imsx::ImsxError;
use crate::school::class::Class;
use crate::school::person::Role;

/// `GET /classes`
pub async fn list(State(sandbox): State<Sandbox>, uri: Uri) -> Result<Response, ImsxError> {
    page(&uri, sandbox.roster().classes())
}

/// `GET /classes/{id}`
pub async fn get(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    one(sandbox.roster().find_class(&id))
}

/// `GET /classes/{id}/students`: the current students, under the key `users`.
pub async fn list_students(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, ImsxError> {
    page_of(Role::Student, &sandbox, &id, &uri)
}

/// `GET /classes/{id}/teachers`
pub async fn list_teachers(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, ImsxError> {
    page_of(Role::Teacher, &sandbox, &id, &uri)
}

fn page_of(role: Role, sandbox: &Sandbox, id: &str, uri: &Uri) -> Result<Response, ImsxError> {
    let roster = sandbox.roster();
    let class = found(roster.find_class(id))?;
    let people = roster
        .enrollments()
        .iter()
        .filter(|enrollment| enrollment.is_current() && enrollment.class_id() == class.id)
        .filter_map(|enrollment| roster.find_person(&enrollment.person_id));
    page(uri, people.filter(|person| person.role == role))
}

impl Entity for Class<'_> {
    const NAME: &'static str = "Class";
    const ONE: &'static str = "class";
    const MANY: &'static str = "classes";
    const FIELDS: &'static [&'static str] = &[
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
    ];

    fn to_json(&self) -> Value {
        json!({
            "sourcedId": self.id,
            "status": "active",
            "dateLastModified": MODIFIED_AT,
            "metadata": null,
            "title": self.course.title,
            "classCode": self.course.code,
            "classType": "scheduled",
            "grades": [self.course.grade.to_string()],
            "subjects": [self.course.subject.name()],
            "course": reference("courses", "course", &self.course.id, None),
            "school": reference("schools", "org", self.school_id, None),
            "terms": self.term_ids.iter().map(|id| reference("terms", "term", id, None)).collect::<Vec<_>>(),
        })
    }
}
