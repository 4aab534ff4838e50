//! What the log says: one event per fact, one line per request, no secret and no address of a person.

use std::{error::Error, io::IsTerminal as _, time::Duration};

use axum::{
    extract::MatchedPath,
    http::{Request, Response},
};
use tracing::{Span, field};
use tracing_subscriber::EnvFilter;

/// Starts the log: readable lines on a terminal, JSON otherwise. `RUST_LOG` filters it, by default at `info`.
pub fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        log.with_target(false).init();
    } else {
        log.json().flatten_event(true).init();
    }
}

/// Tells on standard error why the program ends, down to the first cause.
pub fn complain(error: &dyn Error) {
    eprintln!("timeback-dashboard: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        eprintln!("  because {error}");
        cause = error.source();
    }
}

/// The span around a request. The query is left out: it may hold a code or an error; and so is a path that is no route
/// of ours, in which anybody may write anything.
pub fn span<B>(request: &Request<B>) -> Span {
    let id = request
        .headers()
        .get("x-request-id")
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("other", MatchedPath::as_str);
    tracing::info_span!("request", method = %request.method(), route, id, status = field::Empty)
}

/// The one line about a request that was answered.
pub fn answered<B>(response: &Response<B>, latency: Duration, span: &Span) {
    let status = response.status();
    span.record("status", status.as_u16());
    let ms = latency.as_secs_f64() * 1000.0;
    if status.is_server_error() {
        tracing::error!(ms, "answered");
    } else {
        tracing::info!(ms, "answered");
    }
}
