//! People: `users`, `students` and `teachers`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use serde_json::{Value, json};

use super::collection::Collection;
use super::{MODIFIED_AT, classes, reference};
use crate::sandbox::Sandbox;
use crate::sandbox::imsx::ImsxError;
use crate::sandbox::school::person::{Person, Role};

const USERS: Collection = Collection {
    plural: "users",
    fields: &[
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
    ],
};

/// `GET /users`
pub async fn list(State(sandbox): State<Sandbox>, uri: Uri) -> Result<Response, ImsxError> {
    USERS.page(&uri, sandbox.school().people().iter().map(user))
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
    USERS.page(
        uri,
        sandbox
            .school()
            .people()
            .iter()
            .filter(|person| person.role == role)
            .map(user),
    )
}

/// `GET /users/{id}`
pub async fn get(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    find(&sandbox, &id).map(|person| Json(json!({ "user": user(person) })))
}

/// `GET /users/{id}/classes`
pub async fn list_classes(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, ImsxError> {
    let person = find(&sandbox, &id)?;
    classes::page(
        &sandbox,
        &uri,
        sandbox
            .school()
            .enrollments_of(person.id)
            .filter(|enrollment| enrollment.is_active()),
    )
}

/// The user record `id`, or a 404 that names it.
pub fn find<'s>(sandbox: &'s Sandbox, id: &str) -> Result<&'s Person, ImsxError> {
    sandbox
        .school()
        .find_person(id)
        .ok_or_else(|| ImsxError::not_found("User"))
}

/// The record as it is sent.
pub fn user(person: &Person) -> Value {
    let school = reference("orgs", "org", person.school.id, Some(person.school.name));
    json!({
        "sourcedId": person.id,
        "status": "active",
        "dateLastModified": MODIFIED_AT,
        "metadata": { "isTestUser": true },
        "userMasterIdentifier": null,
        "username": null,
        "userIds": [],
        "enabledUser": "true",
        "givenName": person.given_name,
        "familyName": person.family_name,
        "middleName": null,
        "roles": [{
            "roleType": "primary",
            "role": person.role.name(),
            "org": school,
            "beginDate": null,
            "endDate": null,
        }],
        "agents": person.agents.iter().map(|id| reference("users", "user", id, None)).collect::<Vec<_>>(),
        "userProfiles": [],
        "primaryOrg": school,
        "identifier": null,
        "email": person.email,
        "grades": person.grade.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}
