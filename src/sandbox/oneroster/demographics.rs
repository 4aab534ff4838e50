//! `demographics`, alone and inside a user.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::MODIFIED_AT;
use super::users::{find, user};
use crate::sandbox::Sandbox;
use crate::sandbox::imsx::ImsxError;
use crate::sandbox::school::person::Person;

/// `GET /demographics/{id}`, by the id of the user
pub async fn get(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    find(&sandbox, &id).map(|person| Json(json!({ "demographics": demographics(person) })))
}

/// `GET /users/{id}/demographics`: the user, with demographics inside.
pub async fn get_user(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    let person = find(&sandbox, &id)?;
    let mut user = user(person);
    user["demographics"] = demographics(person);
    Ok(Json(json!({ "user": user })))
}

/// A birthday that fits the grade; nothing else is anyone's business.
fn demographics(person: &Person) -> Value {
    let birth_date = person
        .grade
        .map(|grade| format!("{}-03-14", 2021 - i32::from(grade)));
    json!({
        "sourcedId": person.id,
        "status": "active",
        "dateLastModified": MODIFIED_AT,
        "birthDate": birth_date,
        "sex": null,
    })
}
