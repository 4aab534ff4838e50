//! The metrics page.

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

/// Router with `GET /metrics`.
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
        "Sessions whose profile is cached.",
        state.profiles.count(),
    );
    gauge(
        &mut page,
        "live_pages",
        "Live pages, notified when XP is earned.",
        state.profiles.live().count(),
    );
    connections(&mut page, &state.connections);
    outbox(&mut page, &state).await;
    mails(&mut page, &state).await;
    webhooks(&mut page, &state).await;
    (TEXT, page.into_text())
}

fn requests(page: &mut Exposition, metrics: &Metrics) {
    gauge(
        page,
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

fn gauge(page: &mut Exposition, name: &str, help: &str, value: impl Display) {
    page.metric(name, "gauge", help);
    page.sample(name, &[], value);
}

fn connections(page: &mut Exposition, connections: &Connections) {
    gauge(
        page,
        "http_connections",
        "Open connections.",
        connections.count(),
    );
    let name = "http_connections_closed_total";
    page.metric(
        name,
        "counter",
        "Connections closed because their client missed a deadline, or to make room for a new one.",
    );
    page.sample(name, &[("reason", "deadline")], connections.expired());
    page.sample(name, &[("reason", "room")], connections.evicted());
}

/// Metrics of the outbox to Timeback; omitted when the query fails.
async fn outbox(page: &mut Exposition, state: &AppState) {
    let Ok(depth) = state.activities.depth().await else {
        return;
    };
    gauge(
        page,
        "outbox_waiting",
        "Events waiting to be sent to Timeback.",
        depth.waiting,
    );
    gauge(
        page,
        "outbox_oldest_seconds",
        "Age of the oldest waiting item.",
        age(state, depth.oldest_at),
    );
    gauge(
        page,
        "outbox_retrying",
        "Waiting events that Timeback failed to accept while it accepted others.",
        depth.retrying,
    );
    gauge(
        page,
        "outbox_refused",
        "Events that Timeback rejected or repeatedly failed to accept, set aside with the reason.",
        depth.dead,
    );
}

/// Metrics of the mail queue; omitted when the query fails.
async fn mails(page: &mut Exposition, state: &AppState) {
    let Ok(depth) = state.identity.mail_depth().await else {
        return;
    };
    gauge(
        page,
        "mails_waiting",
        "E-mails and text messages waiting to be sent.",
        depth.waiting,
    );
    gauge(
        page,
        "mails_oldest_seconds",
        "Age of the oldest waiting item.",
        age(state, depth.oldest_at),
    );
    gauge(
        page,
        "mails_retrying",
        "Waiting e-mails that the mail server deferred, or failed to accept while it accepted others.",
        depth.retrying,
    );
    gauge(
        page,
        "mails_refused",
        "E-mails of the last week that could not be sent, set aside with the reason.",
        depth.refused,
    );
}

/// Metrics of the webhook queue; omitted when the query fails.
async fn webhooks(page: &mut Exposition, state: &AppState) {
    let Ok(depth) = state.identity.webhook_depth().await else {
        return;
    };
    gauge(
        page,
        "webhooks_waiting",
        "Webhook events waiting to be delivered.",
        depth.waiting,
    );
    gauge(
        page,
        "webhooks_oldest_seconds",
        "Age of the oldest waiting item.",
        age(state, depth.oldest_at),
    );
    gauge(
        page,
        "webhooks_retrying",
        "Waiting webhook events that the receiver failed to accept while it accepted others.",
        depth.retrying,
    );
    gauge(
        page,
        "webhooks_refused",
        "Webhook events of the last month that could not be delivered, set aside with the reason.",
        depth.refused,
    );
}

/// Seconds since this time; 0 for `None`.
fn age(state: &AppState, at: Option<Timestamp>) -> f64 {
    let now = state.timeback.config().clock.now();
    at.map_or(0.0, |at| now.duration_since(at).as_secs_f64().max(0.0))
}
