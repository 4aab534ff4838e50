//! The one page of the metrics' port.

use std::fmt::Display;

use axum::{
    Router,
    extract::State,
    http::{HeaderName, header},
    routing::get,
};

use jiff::Timestamp;

use super::{Metrics, exposition::Exposition, upstream::upstream};
use crate::server::{AppState, connection::Connections};

const TEXT: [(HeaderName, &str); 1] = [(
    header::CONTENT_TYPE,
    "text/plain; version=0.0.4; charset=utf-8",
)];

const DURATION: &str = "http_request_duration_seconds";

/// `GET /metrics`.
pub fn router(state: AppState) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .with_state(state)
}

async fn metrics(State(state): State<AppState>) -> ([(HeaderName, &'static str); 1], String) {
    let mut page = Exposition::default();
    requests(&mut page, &state.metrics);
    upstream(&mut page, &state.timeback.health());
    gauge(
        &mut page,
        "timeback_sessions_cached",
        "Sessions whose profile is kept in memory.",
        state.profiles.count(),
    );
    gauge(
        &mut page,
        "live_pages",
        "Open pages that hear when XP is earned.",
        state.profiles.live().count(),
    );
    connections(&mut page, &state.connections);
    outbox(&mut page, &state).await;
    mails(&mut page, &state).await;
    (TEXT, page.into_text())
}

fn requests(page: &mut Exposition, metrics: &Metrics) {
    gauge(
        page,
        "process_start_time_seconds",
        "When this process started, in seconds since 1970.",
        metrics.started_at.as_second(),
    );
    page.metric(
        DURATION,
        "histogram",
        "Time until an answer began, by route and class of status.",
    );
    for (route, statuses) in metrics.requests() {
        for (status, histogram) in statuses {
            let labels = [("route", route.as_str()), ("status", status)];
            page.histogram(DURATION, &labels, &histogram);
        }
    }
}

fn gauge(page: &mut Exposition, name: &str, help: &str, value: impl Display) {
    page.metric(name, "gauge", help);
    page.sample(name, &[], value);
}

fn connections(page: &mut Exposition, connections: &Connections) {
    gauge(
        page,
        "http_connections",
        "Connections that are open.",
        connections.count(),
    );
    let name = "http_connections_closed_total";
    page.metric(
        name,
        "counter",
        "Connections closed because their client let a deadline pass, or in favour of a new one.",
    );
    page.sample(name, &[("reason", "deadline")], connections.expired());
    page.sample(name, &[("reason", "room")], connections.evicted());
}

/// What waits for Timeback; left out where the database does not tell.
async fn outbox(page: &mut Exposition, state: &AppState) {
    let Ok(depth) = state.activities.depth().await else {
        return;
    };
    gauge(
        page,
        "outbox_waiting",
        "Events that wait to be sent to Timeback.",
        depth.waiting,
    );
    gauge(
        page,
        "outbox_oldest_seconds",
        "How long the oldest of them has waited.",
        age(state, depth.oldest_at),
    );
    gauge(
        page,
        "outbox_retrying",
        "Those of them that Timeback failed at while it took others.",
        depth.retrying,
    );
    gauge(
        page,
        "outbox_refused",
        "Events that Timeback refused or kept failing at, set aside with the reason.",
        depth.dead,
    );
}

/// What waits for the mail server; left out where the database does not tell.
async fn mails(page: &mut Exposition, state: &AppState) {
    let Ok(depth) = state.identity.mail_depth().await else {
        return;
    };
    gauge(
        page,
        "mails_waiting",
        "Mails that wait to be sent.",
        depth.waiting,
    );
    gauge(
        page,
        "mails_oldest_seconds",
        "How long the oldest of them has waited.",
        age(state, depth.oldest_at),
    );
    gauge(
        page,
        "mails_retrying",
        "Those of them that the mail server did not take while it took others, or put off.",
        depth.retrying,
    );
    gauge(
        page,
        "mails_refused",
        "Mails of the last week that could not be sent, set aside with the reason.",
        depth.refused,
    );
}

/// How long ago that was, in seconds; 0 for what never was.
fn age(state: &AppState, at: Option<Timestamp>) -> f64 {
    let now = state.timeback.config().clock.now();
    at.map_or(0.0, |at| now.duration_since(at).as_secs_f64().max(0.0))
}
