//! What the client knows of its services' health: for a page of an operator, never asked upstream.

use jiff::Timestamp;

use crate::Service;

/// How the services of one platform are doing, as this client and its clones met them. Made by
/// [`Timeback::health`](crate::Timeback::health).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Each service once, in the order of [`Service::ALL`].
    pub services: Vec<ServiceHealth>,
}

impl Health {
    /// The health of one service.
    pub fn of(&self, service: Service) -> Option<&ServiceHealth> {
        self.services
            .iter()
            .find(|health| health.service == service)
    }
}

/// How one service is doing. The numbers count since the client was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceHealth {
    /// Which one.
    pub service: Service,
    /// Whether it is called.
    pub circuit: Circuit,
    /// Calls sent, retries among them.
    pub calls: u64,
    /// Calls sent again.
    pub retries: u64,
    /// Calls that speak of an outage: no connection, no answer in time, a status from 500.
    pub failures: u64,
    /// Calls that were not sent: the circuit was open, the service had asked for a pause, or too many were under way.
    pub refused: u64,
    /// Fields and records of its answers that could not be read and were left out.
    pub left_out: u64,
    /// How often the circuit opened.
    pub openings: u64,
    /// Calls under way.
    pub in_flight: u64,
}

/// Whether a service is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Circuit {
    /// It is.
    Closed,
    /// It failed too often: calls fail at once.
    Open {
        /// Since when.
        opened_at: Timestamp,
        /// When the next call is let through to probe it.
        next_probe_at: Timestamp,
    },
    /// A probe is under way.
    HalfOpen,
}

impl Circuit {
    /// `closed`, `open` or `half_open`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Open { .. } => "open",
            Self::HalfOpen => "half_open",
        }
    }
}
