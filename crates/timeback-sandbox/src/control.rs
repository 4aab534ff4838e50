//! The control API for tests, `/_sandbox/…`.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, put};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Sandbox;
use super::edubridge::analytics_query::AnalyticsQuery;
use super::faults::Fault;
use super::school::logins::{LOGINS, PASSWORD};

const MAX_STUDENTS: u32 = 100_000;

/// Routes of the control API. They are exempt from request counts and faults.
pub fn router() -> Router<Sandbox> {
    Router::new()
        .route("/_sandbox/people", get(people))
        .route("/_sandbox/requests", get(requests).delete(take_requests))
        .route("/_sandbox/requests/under-way", get(in_flight))
        .route("/_sandbox/faults", put(replace_faults))
        .route("/_sandbox/roster", put(generate_students))
        .route("/_sandbox/caliper", get(caliper))
        .route("/_sandbox/changes", delete(undo_changes))
}

async fn people(State(sandbox): State<Sandbox>) -> Json<Value> {
    let roster = sandbox.roster();
    let people: Vec<Value> = LOGINS
        .iter()
        .map(|login| {
            let records = roster
                .people()
                .iter()
                .filter(|person| person.has_email(login.email));
            json!({
                "email": login.email,
                "password": PASSWORD,
                "name": format!("{} {}", login.given_name, login.family_name),
                "about": login.about,
                "sourcedIds": records.map(|person| &*person.id).collect::<Vec<_>>(),
            })
        })
        .collect();
    Json(json!({ "people": people }))
}

async fn requests(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(json!({ "counts": sandbox.0.requests.counts() }))
}

/// Requests in flight.
async fn in_flight(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(json!({ "counts": sandbox.0.requests.in_flight() }))
}

/// Returns and resets the counts atomically.
async fn take_requests(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(json!({ "counts": sandbox.0.requests.take() }))
}

async fn replace_faults(State(sandbox): State<Sandbox>, body: Bytes) -> Response {
    match Fault::parse_all(&body) {
        Ok(faults) => {
            sandbox.0.faults.replace(faults);
            StatusCode::NO_CONTENT.into_response()
        }
        Err(error) => refuse(&error),
    }
}

/// Request body of `PUT /_sandbox/roster`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GenerateStudents {
    /// Number of students to generate besides the default users.
    students: u32,
}

async fn generate_students(State(sandbox): State<Sandbox>, body: Bytes) -> Response {
    match serde_json::from_slice(&body) {
        Ok(GenerateStudents { students }) if students <= MAX_STUDENTS => {
            sandbox.school().generate_students(students);
            StatusCode::NO_CONTENT.into_response()
        }
        Ok(_) => refuse(&format!("students must be at most {MAX_STUDENTS}")),
        Err(error) => refuse(&error),
    }
}

/// Counts of received events, or with `actor` the ids of that user's events in the order of arrival.
async fn caliper(State(sandbox): State<Sandbox>, uri: Uri) -> Json<Value> {
    let event_log = &sandbox.0.event_log;
    if let Some(actor) = AnalyticsQuery::new(&uri).value("actor") {
        let (events, _) = event_log.page(|stored| stored.sourced_id == actor, 0, usize::MAX);
        let ids: Vec<String> = events.into_iter().map(|stored| stored.id).collect();
        return Json(json!({ "eventIds": ids }));
    }
    let counts = event_log.counts();
    Json(json!({
        "events": counts.events,
        "duplicates": counts.duplicates,
        "envelopes": counts.envelopes,
    }))
}

/// Resets all data to its initial state.
async fn undo_changes(State(sandbox): State<Sandbox>) -> StatusCode {
    sandbox.school().reset();
    sandbox.0.fact_store.reset();
    sandbox.0.event_log.reset();
    sandbox.0.gradebook.reset();
    sandbox
        .0
        .tracks
        .reset(sandbox.school().initial_roster().courses());
    StatusCode::NO_CONTENT
}

fn refuse(reason: &impl ToString) -> Response {
    (
        StatusCode::BAD_REQUEST,
        Json(json!({ "error": reason.to_string() })),
    )
        .into_response()
}
