//! `users`, `students` and `teachers`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use serde_json::{Value, json};

use super::collection::{Entity, found, one, page};
use super::{MODIFIED_AT, reference};
use crate::Sandbox;
use crate::imsx::ImsxError;
use crate::school::person::{Person, Role};

/// `GET /users`
pub async fn list(State(sandbox): State<Sandbox>, uri: Uri) -> Result<Response, ImsxError> {
    page(&uri, sandbox.roster().people())
}

/// `GET /students`
pub async fn list_students(
    State(sandbox): State<Sandbox>,
    uri: Uri,
) -> Result<Response, ImsxError> {
    page_of(Role::Student, &sandbox, &uri)
}

/// `GET /teachers`
pub async fn list_teachers(
    State(sandbox): State<Sandbox>,
    uri: Uri,
) -> Result<Response, ImsxError> {
    page_of(Role::Teacher, &sandbox, &uri)
}

fn page_of(role: Role, sandbox: &Sandbox, uri: &Uri) -> Result<Response, ImsxError> {
    let roster = sandbox.roster();
    page(
        uri,
        roster.people().iter().filter(|person| person.role == role),
    )
}

/// `GET /users/{id}`
pub async fn get(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    one(sandbox.roster().find_person(&id))
}

/// `GET /students/{id}`
pub async fn get_student(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    let roster = sandbox.roster();
    one(roster
        .find_person(&id)
        .filter(|person| person.role == Role::Student))
}

/// `GET /teachers/{id}`
pub async fn get_teacher(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    let roster = sandbox.roster();
    one(roster
        .find_person(&id)
        .filter(|person| person.role == Role::Teacher))
}

/// `GET /users/{id}/classes`
pub async fn list_classes(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, ImsxError> {
    let roster = sandbox.roster();
    let person = found(roster.find_person(&id))?;
    let enrollments = roster.enrollments_of(&person.id);
    page(
        &uri,
        roster.classes_of(enrollments.filter(|enrollment| enrollment.is_current())),
    )
}

impl Entity for Person {
    const NAME: &'static str = "User";
    const ONE: &'static str = "user";
    const MANY: &'static str = "users";
    const FIELDS: &'static [&'static str] = &[
        "sourcedId",
        "status",
        "dateLastModified",
        "metadata",
        "userMasterIdentifier",
        "username",
        "userIds",
        "enabledUser",
        "givenName",
        "familyName",
        "middleName",
        "preferredFirstName",
        "roles",
        "agents",
        "userProfiles",
        "primaryOrg",
        "identifier",
        "email",
        "grades",
        "sms",
        "phone",
    ];

    fn to_json(&self) -> Value {
        let school = reference("orgs", "org", self.school.id, Some(self.school.name));
        json!({
            "sourcedId": self.id,
            "status": "active",
            "dateLastModified": MODIFIED_AT,
            "metadata": { "isTestUser": true },
            "userMasterIdentifier": null,
            "username": null,
            "userIds": [],
            "enabledUser": "true",
            "givenName": self.given_name,
            "familyName": self.family_name,
            "middleName": null,
            "roles": [{
                "roleType": "primary",
                "role": self.role.name(),
                "org": school,
                "beginDate": null,
                "endDate": null,
            }],
            "agents": self.agents.iter().map(|id| reference("users", "user", id, None)).collect::<Vec<_>>(),
            "userProfiles": [],
            "primaryOrg": school,
            "identifier": null,
            "email": self.email,
            "grades": self.grade.iter().map(ToString::to_string).collect::<Vec<_>>(),
        })
    }

    fn text(&self, field: &str) -> Option<&str> {
        match field {
            "sourcedId" => Some(&self.id),
            "email" => Some(&self.email),
            "givenName" => Some(self.given_name),
            "familyName" => Some(self.family_name),
            _ => None,
        }
    }
}
