//! Caliper: how what was done comes in.

mod envelope;
mod event;
mod metric;
mod node;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::json;

use super::Sandbox;
use envelope::Envelope;
use node::Problem;

/// The Caliper routes.
pub fn router() -> Router<Sandbox> {
    let (take, check) = (post(take), post(check));
    Router::new()
        .route("/caliper/event", take.clone())
        .route("/caliper/event/", take)
        .route("/caliper/event/validate", check.clone())
        .route("/caliper/event/validate/", check)
}

/// Takes every event of the envelope in, or none of them; one that was taken in before counts no more.
async fn take(State(sandbox): State<Sandbox>, body: Bytes) -> Response {
    match Envelope::parse(&body, &sandbox.roster()) {
        Ok(envelope) => {
            for event in envelope.events {
                sandbox.0.ledger.record(&event.id, event.done);
            }
            success("Events accepted.")
        }
        Err(problems) => refuse(&problems),
    }
}

/// Says what `take` would say, and takes nothing in.
async fn check(State(sandbox): State<Sandbox>, body: Bytes) -> Response {
    match Envelope::parse(&body, &sandbox.roster()) {
        Ok(_) => success("Events are valid."),
        Err(problems) => refuse(&problems),
    }
}

fn success(message: &str) -> Response {
    Json(json!({ "status": "success", "message": message })).into_response()
}

fn refuse(problems: &[Problem]) -> Response {
    let errors: Vec<_> = problems
        .iter()
        .map(|problem| json!({ "path": problem.path, "message": problem.message }))
        .collect();
    let answer =
        json!({ "status": "error", "message": "The envelope is not valid.", "errors": errors });
    (StatusCode::BAD_REQUEST, Json(answer)).into_response()
}
