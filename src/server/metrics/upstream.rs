//! Metrics of calls to Timeback.

use super::exposition::Exposition;
use timeback::{Health, ServiceHealth};

/// A metric of each service.
type Reading = (
    &'static str,
    &'static str,
    &'static str,
    fn(&ServiceHealth) -> u64,
);

const READINGS: [Reading; 7] = [
    (
        "timeback_calls_total",
        "counter",
        "Calls sent to Timeback, including retries.",
        |health| health.calls,
    ),
    (
        "timeback_retries_total",
        "counter",
        "Retries of calls to Timeback.",
        |health| health.retries,
    ),
    (
        "timeback_failures_total",
        "counter",
        "Calls that indicate an outage: no connection, a timeout, or a 5xx status.",
        |health| health.failures,
    ),
    (
        "timeback_refused_total",
        "counter",
        "Calls not sent: circuit open, paused by Retry-After, or too many in progress.",
        |health| health.refused,
    ),
    (
        "timeback_left_out_total",
        "counter",
        "Fields and records of Timeback's responses that could not be parsed and were ignored.",
        |health| health.left_out,
    ),
    (
        "timeback_circuit_openings_total",
        "counter",
        "Number of times the circuit opened.",
        |health| health.openings,
    ),
    (
        "timeback_calls_in_flight",
        "gauge",
        "Calls in progress.",
        |health| health.in_flight,
    ),
];

/// Adds the counters and the circuit state of each service.
pub(super) fn upstream(page: &mut Exposition, health: &Health) {
    for (name, kind, help, read) in READINGS {
        page.metric(name, kind, help);
        for service in &health.services {
            page.sample(
                name,
                &[("service", service.service.as_str())],
                read(service),
            );
        }
    }
    let state = "timeback_circuit_state";
    page.metric(state, "gauge", "1 for the state each circuit is in.");
    for service in &health.services {
        for name in ["closed", "half_open", "open"] {
            let is_in = u8::from(service.circuit.as_str() == name);
            let labels = [("service", service.service.as_str()), ("state", name)];
            page.sample(state, &labels, is_in);
        }
    }
}
