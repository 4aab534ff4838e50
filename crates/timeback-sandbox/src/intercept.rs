//! What happens to every platform request before its service sees it: it is counted, and perhaps it fails.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::Sandbox;

/// More than any request that a service takes.
const BODY_LIMIT: usize = 16 * 1024 * 1024;

/// Counts the request under its route, then lets a fault or the service answer it.
pub async fn intercept(State(sandbox): State<Sandbox>, request: Request, next: Next) -> Response {
    let route = route(&request);
    let _in_flight = sandbox.0.requests.begin(request.method(), &route);
    let (faults, path) = (&sandbox.0.faults, request.uri().path().to_owned());
    let (request, body) = if faults.needs_body(&route, &path) {
        with_body(request).await
    } else {
        (request, Bytes::new())
    };
    match faults.take(&route, &path, &body) {
        Some(fault) => fault.answer(request, next).await,
        None => next.run(request).await,
    }
}

/// The request, and its body beside it.
async fn with_body(request: Request) -> (Request, Bytes) {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    (Request::from_parts(parts, Body::from(body.clone())), body)
}

/// The template of the route, the same with and without a slash at its end; `*` where none matches.
fn route(request: &Request) -> String {
    let template = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("*", MatchedPath::as_str);
    template.trim_end_matches('/').to_owned()
}
