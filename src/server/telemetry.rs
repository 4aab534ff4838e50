//! Logging: one event per fact, one line per request, no secrets and no e-mail addresses.

use std::{error::Error, io::IsTerminal as _, time::Duration};

use axum::{
    extract::MatchedPath,
    http::{Request, Response},
};
use tower_http::trace::{MakeSpan, OnResponse};
use tracing::Span;
use tracing_subscriber::{
    EnvFilter, Layer as _, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

use super::traces::{self, Traces};

/// Initializes logging: readable lines on a terminal, JSON otherwise. `RUST_LOG` sets the filter, by default `info`, and
/// does not concern traces.
pub fn start(traces: Option<&Traces>) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let log = if std::io::stderr().is_terminal() {
        log.with_target(false).boxed()
    } else {
        // The list of spans would say the request's fields a second time.
        log.json().flatten_event(true).with_span_list(false).boxed()
    };
    tracing_subscriber::registry()
        .with(traces.map(Traces::layer))
        .with(log.with_filter(filter))
        .init();
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

/// The spans of requests, for the log and, if there is one, for a collector of traces.
#[derive(Debug, Clone, Copy)]
pub struct RequestSpans {
    /// Whether a collector receives them.
    pub are_traced: bool,
}

impl<B> MakeSpan<B> for RequestSpans {
    /// Omits the query, which may contain a code, and paths without a route, which may contain anything.
    fn make_span(&mut self, request: &Request<B>) -> Span {
        let (method, headers) = (request.method(), request.headers());
        let id = headers.get("x-request-id");
        let route = request.extensions().get::<MatchedPath>();
        let route = route.map_or("other", MatchedPath::as_str);
        let span = tracing::info_span!(
            "request",
            %method,
            route,
            id = id.and_then(|id| id.to_str().ok()).unwrap_or_default(),
            otel.kind = self.are_traced.then_some("server"),
            otel.name = self.are_traced.then(|| format!("{method} {route}")),
        );
        if self.are_traced {
            traces::describe(&span, request, route);
        }
        span
    }
}

impl<B> OnResponse<B> for RequestSpans {
    /// Logs a completed request, in one line.
    fn on_response(self, response: &Response<B>, latency: Duration, span: &Span) {
        let status = response.status();
        if self.are_traced {
            traces::record_status(span, status);
        }
        let (code, ms) = (status.as_u16(), latency.as_secs_f64() * 1000.0);
        if status.is_server_error() {
            tracing::error!(status = code, ms, "answered");
        } else {
            tracing::info!(status = code, ms, "answered");
        }
    }
}
