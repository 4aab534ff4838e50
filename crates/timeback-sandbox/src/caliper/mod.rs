//! The Caliper service: receives events and lists stored ones.

mod activity_context;
mod envelope;
mod event;
pub mod event_log;
mod events;
mod graded_work;
mod json_node;
mod metric;

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
use json_node::Problem;

/// Maximum size of an envelope; about a thousand events.
const MAX_BYTES: usize = 1024 * 1024;

/// The Caliper routes.
pub fn router() -> Router<Sandbox> {
    let routes = [
        ("/caliper/event", post(accept)),
        ("/caliper/event/validate", post(validate)),
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
async fn accept(
    State(sandbox): State<Sandbox>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, EnvelopeError> {
    let envelope = parse(&sandbox, body)?;
    let job = sandbox
        .0
        .event_log
        .append(envelope, sandbox.now(), |event| {
            if let Some(work) = event.completed_work.take() {
                sandbox.0.fact_store.record(work);
            }
            if let Some(graded) = event.graded_work.take() {
                sandbox.0.gradebook.record(graded);
            }
        });
    let mut answer = success("Events accepted.");
    answer["jobId"] = job.to_string().into();
    Ok(Json(answer))
}

/// Validates an envelope as [`accept`] does, without storing it.
async fn validate(
    State(sandbox): State<Sandbox>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, EnvelopeError> {
    parse(&sandbox, body).map(|_| Json(success("Events are valid.")))
}

fn parse(
    sandbox: &Sandbox,
    body: Result<Bytes, BytesRejection>,
) -> Result<Envelope, EnvelopeError> {
    let body = body.map_err(|rejection| EnvelopeError {
        status: rejection.status(),
        message: format!("The envelope must have at most {MAX_BYTES} bytes."),
        problems: Vec::new(),
    })?;
    Envelope::parse(&body, &sandbox.roster()).map_err(|problems| EnvelopeError {
        status: StatusCode::BAD_REQUEST,
        message: "The envelope is not valid.".to_owned(),
        problems,
    })
}

fn success(message: &str) -> Value {
    json!({ "status": "success", "message": message })
}

/// Error of a rejected envelope, in Caliper's format.
struct EnvelopeError {
    status: StatusCode,
    message: String,
    problems: Vec<Problem>,
}

impl IntoResponse for EnvelopeError {
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
