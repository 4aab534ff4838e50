//! Whether this process lives, and whether it should be sent requests.

use std::collections::BTreeMap;

use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;

use super::AppState;
use timeback::Health;

/// `GET /healthz`: the process answers.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// What `/readyz` tells.
#[derive(Debug, Serialize)]
pub struct Readiness {
    /// `ready`, `stopping` or `unavailable`.
    status: &'static str,
    /// `ok` or `failing`.
    database: &'static str,
    /// Each of Timeback's services: `closed` where it is called, `open` where it failed too often, `half_open` while a
    /// call finds out.
    timeback: BTreeMap<&'static str, &'static str>,
}

/// `GET /readyz`: the store answers and nobody asked us to stop; else 503, so that a load balancer looks elsewhere.
/// Without Timeback we stay ready: pages show what is known.
pub async fn readyz(State(state): State<AppState>) -> (StatusCode, Json<Readiness>) {
    let store = state.identity.check_store().await;
    if let Err(error) = &store {
        tracing::error!(
            error = error.as_ref() as &(dyn std::error::Error + 'static),
            "not ready: the store does not answer"
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
