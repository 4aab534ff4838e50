//! Logging: one event per fact, one line per request, no secrets and no e-mail addresses.

use std::{error::Error, io::IsTerminal as _, time::Duration};

use axum::{
    extract::MatchedPath,
    http::{Request, Response},
};
use tracing::{Span, field};
use tracing_subscriber::EnvFilter;

/// Initializes logging: readable lines on a terminal, JSON otherwise. `RUST_LOG` sets the filter, by default `info`.
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

/// Prints a fatal error with its causes to standard error.
pub fn complain(error: &dyn Error) {
    eprintln!("timeback-dashboard: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        eprintln!("  because {error}");
        cause = error.source();
    }
}

/// The tracing span of a request. Omits the query, which may contain a code, and paths without a route, which may
/// contain anything.
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

/// Logs a completed request, in one line.
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
