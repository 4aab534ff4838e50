//! `demographics`, alone and nested in a user.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use serde_json::{Value, json};

use super::MODIFIED_AT;
use super::collection::{Entity, found, one, page};
use crate::Sandbox;
use crate::imsx::ImsxError;
use crate::school::person::Person;

/// Demographics of a person.
struct Demographics<'p>(&'p Person);

/// `GET /demographics`
pub async fn list(State(sandbox): State<Sandbox>, uri: Uri) -> Result<Response, ImsxError> {
    page(&uri, sandbox.roster().people().iter().map(Demographics))
}

/// `GET /demographics/{id}`, by the id of the user
pub async fn get(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    let roster = sandbox.roster();
    let person = found(roster.find_person(&id))?;
    one(Some(Demographics(person)))
}

/// `GET /users/{id}/demographics`: the user with nested demographics.
pub async fn get_user(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    let roster = sandbox.roster();
    let person = found(roster.find_person(&id))?;
    let mut user = person.to_json();
    user["demographics"] = Demographics(person).to_json();
    Ok(Json(json!({ "user": user })))
}

impl Entity for Demographics<'_> {
    const NAME: &'static str = "Demographics";
    const ONE: &'static str = "demographics";
    const MANY: &'static str = "demographics";
    const FIELDS: &'static [&'static str] = &[
        "sourcedId",
        "status",
        "dateLastModified",
        "metadata",
        "birthDate",
        "sex",
    ];

    fn to_json(&self) -> Value {
        // A date of birth that matches the grade; other fields are empty.
        let birth_date = self
            .0
            .grade
            .map(|grade| format!("{}-03-14", 2021 - i32::from(grade)));
        json!({
            "sourcedId": self.0.id,
            "status": "active",
            "dateLastModified": MODIFIED_AT,
            "birthDate": birth_date,
            "sex": null,
        })
    }
}
