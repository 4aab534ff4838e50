//! What happens to every platform request before its service sees it: it is counted, and perhaps it fails.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::Sandbox;

/// Counts the request under its route, then lets a fault or the service answer it.
pub async fn watch(State(sandbox): State<Sandbox>, request: Request, next: Next) -> Response {
    let route = route(&request);
    sandbox.0.requests.count(request.method(), &route);
    match sandbox.0.faults.strike(&route, request.uri().path()) {
        Some(fault) => fault.answer(request, next).await,
        None => next.run(request).await,
    }
}

/// The template of the route, the same with and without a slash at its end; `*` where none matches.
fn route(request: &Request) -> String {
    let template = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("*", MatchedPath::as_str);
    template.trim_end_matches('/').to_owned()
}
