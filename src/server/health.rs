//! Liveness and readiness endpoints.

use std::collections::BTreeMap;

use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;

use super::AppState;
use timeback::Health;

/// `GET /healthz`: liveness; always responds.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// Response of `/readyz`.
#[derive(Debug, Serialize)]
pub struct Readiness {
    /// `ready`, `stopping` or `unavailable`.
    status: &'static str,
    /// `ok` or `failing`.
    database: &'static str,
    /// Circuit breaker state of each Timeback service: `closed` (in use), `open` (failed too often) or `half_open` (a
    /// trial call is in progress).
    timeback: BTreeMap<&'static str, &'static str>,
}

/// `GET /readyz`: readiness. Returns 503 when the database fails or the process is stopping, so that a load balancer
/// sends requests elsewhere. An outage of Timeback does not matter: pages show cached data.
pub async fn readyz(State(state): State<AppState>) -> (StatusCode, Json<Readiness>) {
    let store = state.identity.check_store().await;
    if let Err(error) = &store {
        tracing::error!(
            error = error.as_ref() as &(dyn std::error::Error + 'static),
            "not ready: the database does not respond"
        );
    }
    let (code, status) = match &store {
        _ if state.stopping.is_cancelled() => (StatusCode::SERVICE_UNAVAILABLE, "stopping"),
        Ok(()) => (StatusCode::OK, "ready"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
    };
    let readiness = Readiness {
        status,
        database: if store.is_ok() { "ok" } else { "failing" },
        timeback: circuits(&state.timeback.health()),
    };
    (code, Json(readiness))
}

fn circuits(health: &Health) -> BTreeMap<&'static str, &'static str> {
    let services = health.services.iter();
    services
        .map(|health| (health.service.as_str(), health.circuit.as_str()))
        .collect()
}
