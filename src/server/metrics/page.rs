//! The metrics page.

use axum::{
    Router,
    extract::State,
    http::{HeaderName, header},
    routing::get,
};

use super::{
    Metrics, accounts::accounts, exposition::Exposition, process::process, queues::stored,
    upstream::upstream,
};
use crate::server::{AppState, connection::Connections};

const TEXT: [(HeaderName, &str); 1] = [(
    header::CONTENT_TYPE,
    "text/plain; version=0.0.4; charset=utf-8",
)];

const DURATION: &str = "http_request_duration_seconds";

/// Router with `GET /metrics`.
pub fn router(state: AppState) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .with_state(state)
}

async fn metrics(State(state): State<AppState>) -> ([(HeaderName, &'static str); 1], String) {
    let mut page = Exposition::default();
    process(&mut page);
    requests(&mut page, &state.metrics);
    state.metrics.calls.write(&mut page);
    upstream(&mut page, &state.timeback.health());
    page.gauge(
        "timeback_sessions_cached",
        "Sessions whose profile is cached.",
        state.profiles.count(),
    );
    page.gauge(
        "live_pages",
        "Live pages, notified when XP is earned.",
        state.profiles.live().count(),
    );
    connections(&mut page, &state.connections);
    accounts(&mut page, &state.identity);
    state.metrics.database.write(&mut page);
    if let Some(valkey) = &state.valkey {
        page.gauge(
            "valkey_up",
            "Whether the Valkey server answers; while it does not, this node counts rate limits and loads profiles by itself.",
            u8::from(valkey.is_available()),
        );
    }
    stored(&mut page, &state).await;
    (TEXT, page.into_text())
}

fn requests(page: &mut Exposition, metrics: &Metrics) {
    page.gauge(
        "process_start_time_seconds",
        "Start time of the process, as Unix time in seconds.",
        metrics.started_at.as_second(),
    );
    page.metric(
        DURATION,
        "histogram",
        "Time until the response started, by route and status class.",
    );
    for (route, statuses) in metrics.requests() {
        for (status, histogram) in statuses {
            let labels = [("route", route.as_str()), ("status", status)];
            page.histogram(DURATION, &labels, &histogram);
        }
    }
}

fn connections(page: &mut Exposition, connections: &Connections) {
    page.gauge("http_connections", "Open connections.", connections.count());
    let name = "http_connections_closed_total";
    page.metric(
        name,
        "counter",
        "Connections closed because their client missed a deadline, or to make room for a new one.",
    );
    page.sample(name, &[("reason", "deadline")], connections.expired());
    page.sample(name, &[("reason", "room")], connections.evicted());
}
