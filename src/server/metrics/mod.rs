//! Prometheus metrics, on a port of their own. No label identifies a person.

mod accounts;
mod calls;
mod database;
mod exposition;
mod histogram;
mod page;
mod process;
mod queues;
mod upstream;

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

pub use self::calls::Calls;
use self::{accounts::SessionCount, database::DatabaseMetrics, histogram::Histogram};
use super::{
    AppState,
    connection::{Budget, Limits, Server, Stop},
};
use ::database::Database;

/// Metrics of this process.
#[derive(Debug)]
pub struct Metrics {
    started_at: Timestamp,
    requests: Mutex<Requests>,
    calls: Calls,
    database: DatabaseMetrics,
    sessions: SessionCount,
}

/// Requests by route template and status class. Paths without a route share one entry.
type Requests = BTreeMap<String, BTreeMap<&'static str, Histogram>>;

impl Metrics {
    /// Creates empty metrics. `calls` are recorded by its observer, and what `database` does from now on.
    pub fn new(started_at: Timestamp, calls: Calls, database: &Database) -> Self {
        Self {
            started_at,
            requests: Mutex::default(),
            calls,
            database: DatabaseMetrics::of(database),
            sessions: SessionCount::default(),
        }
    }

    fn record(&self, route: &str, status: &'static str, elapsed: Duration) {
        let mut counted = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let statuses = match counted.get_mut(route) {
            Some(statuses) => statuses,
            None => counted.entry(route.to_owned()).or_default(),
        };
        statuses.entry(status).or_default().record(elapsed);
    }

    fn requests(&self) -> Requests {
        let counted = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        counted.clone()
    }
}

/// The middleware that counts each request, with the time until its answer began.
pub async fn measure(
    State(state): State<AppState>,
    route: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let arrived_at = Instant::now();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("other", MatchedPath::as_str);
    let status = class(response.status());
    state.metrics.record(route, status, arrived_at.elapsed());
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

/// Serves `/metrics` on `listener` until the process ends.
pub fn serve(listener: TcpListener, state: AppState, ended: CancellationToken) {
    let limits = Limits::new(Budget::of_process().metrics);
    let server = Server::new(page::router(state), limits, Stop::at_once(ended));
    tokio::spawn(server.serve(listener));
}
