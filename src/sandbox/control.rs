//! `/_sandbox/…`: what a test asks of a platform and no platform offers.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, put};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::Sandbox;
use super::faults::Fault;
use super::school::logins::{LOGINS, PASSWORD};

/// People, request counts and faults. None of these is counted or struck itself.
pub fn router() -> Router<Sandbox> {
    Router::new()
        .route("/_sandbox/people", get(people))
        .route("/_sandbox/requests", get(requests).delete(take_requests))
        .route("/_sandbox/faults", put(replace_faults))
}

async fn people(State(sandbox): State<Sandbox>) -> Json<Value> {
    let people: Vec<Value> = LOGINS
        .iter()
        .map(|login| {
            let records = sandbox
                .school()
                .people()
                .iter()
                .filter(|person| person.has_email(login.email));
            json!({
                "email": login.email,
                "password": PASSWORD,
                "name": format!("{} {}", login.given_name, login.family_name),
                "about": login.about,
                "sourcedIds": records.map(|person| person.id).collect::<Vec<_>>(),
            })
        })
        .collect();
    Json(json!({ "people": people }))
}

async fn requests(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(json!({ "counts": sandbox.0.requests.counts() }))
}

/// Answers with what was counted until now, so that nothing is lost between reading and clearing.
async fn take_requests(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(json!({ "counts": sandbox.0.requests.take() }))
}

async fn replace_faults(State(sandbox): State<Sandbox>, body: Bytes) -> Response {
    match Fault::parse_all(&body) {
        Ok(faults) => {
            sandbox.0.faults.replace(faults);
            StatusCode::NO_CONTENT.into_response()
        }
        Err(error) => (
            StatusCode::BAD_REQUEST,
            Json(json!({ "error": error.to_string() })),
        )
            .into_response(),
    }
}
