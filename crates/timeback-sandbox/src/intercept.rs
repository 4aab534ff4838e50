//! Middleware of the platform's routes: request counts and fault injection.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::Sandbox;

/// Maximum size of a buffered request body; larger than any valid one.
const BODY_LIMIT: usize = 16 * 1024 * 1024;

/// Counts the request, then responds with a matching fault or the service.
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

/// Buffers the body of a request.
async fn with_body(request: Request) -> (Request, Bytes) {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    (Request::from_parts(parts, Body::from(body.clone())), body)
}

/// Returns the route's template without a trailing slash; `*` if no route matches.
fn route(request: &Request) -> String {
    let template = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("*", MatchedPath::as_str);
    template.trim_end_matches('/').to_owned()
}
