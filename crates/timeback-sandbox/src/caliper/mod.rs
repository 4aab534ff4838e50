//! The Caliper service: receives events and lists stored ones.

mod activity_context;
mod envelope;
mod event;
mod events;
mod grade;
pub mod journal;
mod metric;
mod node;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::Sandbox;
use envelope::Envelope;
use node::Problem;

/// Maximum size of an envelope; about a thousand events.
const MAX_BYTES: usize = 1024 * 1024;

/// The Caliper routes.
pub fn router() -> Router<Sandbox> {
    let routes = [
        ("/caliper/event", post(take)),
        ("/caliper/event/validate", post(check)),
        ("/caliper/events", get(events::list)),
        ("/caliper/events/{id}", get(events::get)),
        ("/jobs/{id}/status", get(events::job_status)),
    ];
    routes
        .into_iter()
        .fold(Router::new(), |router, (path, route)| {
            router
                .route(path, route.clone())
                .route(&format!("{path}/"), route)
        })
        .layer(DefaultBodyLimit::max(MAX_BYTES))
}

/// Accepts all events of an envelope or none. Duplicates are ignored.
async fn take(
    State(sandbox): State<Sandbox>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Refusal> {
    let envelope = parse(&sandbox, body)?;
    let job = sandbox.0.journal.take(envelope, sandbox.now(), |event| {
        if let Some(done) = event.done.take() {
            sandbox.0.ledger.record(done);
        }
        if let Some(graded) = event.graded.take() {
            sandbox.0.gradebook.enter(graded);
        }
    });
    let mut answer = success("Events accepted.");
    answer["jobId"] = job.to_string().into();
    Ok(Json(answer))
}

/// Validates an envelope as [`accept`] does, without storing it.
async fn check(
    State(sandbox): State<Sandbox>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Refusal> {
    parse(&sandbox, body).map(|_| Json(success("Events are valid.")))
}

fn parse(sandbox: &Sandbox, body: Result<Bytes, BytesRejection>) -> Result<Envelope, Refusal> {
    let body = body.map_err(|rejection| Refusal {
        status: rejection.status(),
        message: format!("The envelope must have at most {MAX_BYTES} bytes."),
        problems: Vec::new(),
    })?;
    Envelope::parse(&body, &sandbox.roster()).map_err(|problems| Refusal {
        status: StatusCode::BAD_REQUEST,
        message: "The envelope is not valid.".to_owned(),
        problems,
    })
}

fn success(message: &str) -> Value {
    json!({ "status": "success", "message": message })
}

/// Error of a rejected envelope, in Caliper's format.
struct Refusal {
    status: StatusCode,
    message: String,
    problems: Vec<Problem>,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let errors: Vec<_> = self
            .problems
            .iter()
            .map(|problem| json!({ "path": problem.path, "message": problem.message }))
            .collect();
        let answer = json!({ "status": "error", "message": self.message, "errors": errors });
        (self.status, Json(answer)).into_response()
    }
}
