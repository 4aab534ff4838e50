//! How calls to Timeback go, for the metrics' page.

use super::exposition::Exposition;
use timeback::{Health, ServiceHealth};

/// A number that every service has.
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
        "Calls sent to Timeback, retries among them.",
        |health| health.calls,
    ),
    (
        "timeback_retries_total",
        "counter",
        "Calls sent to Timeback again.",
        |health| health.retries,
    ),
    (
        "timeback_failures_total",
        "counter",
        "Calls that speak of an outage: no connection, no answer in time, a status from 500.",
        |health| health.failures,
    ),
    (
        "timeback_refused_total",
        "counter",
        "Calls not sent: circuit open, pause asked for, or too many under way.",
        |health| health.refused,
    ),
    (
        "timeback_left_out_total",
        "counter",
        "Fields and records of Timeback's answers that could not be read and were left out.",
        |health| health.left_out,
    ),
    (
        "timeback_circuit_openings_total",
        "counter",
        "How often the circuit opened.",
        |health| health.openings,
    ),
    (
        "timeback_calls_in_flight",
        "gauge",
        "Calls under way.",
        |health| health.in_flight,
    ),
];

/// Adds the counts of each service, and the state of its circuit.
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
