//! What an operator's monitoring reads: counts and durations, on a port of their own. No label is about a person.

mod exposition;
mod histogram;
mod page;

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::{
    extract::{MatchedPath, Request, State},
    http::StatusCode,
    middleware::Next,
    response::Response,
};
use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use self::histogram::Histogram;
use super::AppState;

/// What is counted in this process.
#[derive(Debug)]
pub struct Metrics {
    started_at: Timestamp,
    requests: Mutex<BTreeMap<Requests, Histogram>>,
}

/// The requests that are counted together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Requests {
    /// The route's template; paths that have none count as one.
    route: String,
    /// `2xx` and the like.
    status: &'static str,
}

impl Metrics {
    /// Nothing counted yet.
    pub fn new(started_at: Timestamp) -> Self {
        Self {
            started_at,
            requests: Mutex::default(),
        }
    }

    fn record(&self, requests: Requests, elapsed: Duration) {
        let mut counted = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        counted.entry(requests).or_default().record(elapsed);
    }

    fn requests(&self) -> BTreeMap<Requests, Histogram> {
        let counted = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        counted.clone()
    }
}

/// Counts each request, with the time until its answer began.
pub async fn measure(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("other", MatchedPath::as_str).to_owned();
    let arrived_at = Instant::now();
    let response = next.run(request).await;
    let status = class(response.status());
    state
        .metrics
        .record(Requests { route, status }, arrived_at.elapsed());
    response
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        ..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}

/// Serves `/metrics` on `listener` until the process is asked to stop.
pub fn serve(listener: TcpListener, state: AppState, stopping: CancellationToken) {
    let page = page::router(state).into_make_service();
    let served = axum::serve(listener, page).with_graceful_shutdown(stopping.cancelled_owned());
    tokio::spawn(async move {
        if let Err(error) = served.await {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the metrics ended"
            );
        }
    });
}
