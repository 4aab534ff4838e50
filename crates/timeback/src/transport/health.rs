//! Health of the platform's services as the client observed it. Sends no requests.

use jiff::Timestamp;

use crate::Service;

/// Health of one platform's services, as this client and its clones observed it. Returned by
/// [`Timeback::health`](crate::Timeback::health).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// One entry per service, in the order of [`Service::ALL`].
    pub services: Vec<ServiceHealth>,
}

impl Health {
    /// Returns the health of one service.
    pub fn of(&self, service: Service) -> Option<&ServiceHealth> {
        self.services
            .iter()
            .find(|health| health.service == service)
    }
}

/// Health of one service. Counters start when the client is created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceHealth {
    /// The service.
    pub service: Service,
    /// The state of its circuit breaker.
    pub circuit: Circuit,
    /// Calls sent, including retries.
    pub calls: u64,
    /// Retries sent.
    pub retries: u64,
    /// Calls that failed with a connection error, a timeout or a 5xx status.
    pub failures: u64,
    /// Calls rejected without being sent: open circuit, `Retry-After` pause or concurrency limit.
    pub refused: u64,
    /// Unreadable fields and records left out of its responses.
    pub left_out: u64,
    /// Times the circuit opened.
    pub openings: u64,
    /// Calls in flight.
    pub in_flight: u64,
}

/// State of a circuit breaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Circuit {
    /// Calls are sent.
    Closed,
    /// The service failed too often: calls fail immediately.
    Open {
        /// When the circuit opened.
        opened_at: Timestamp,
        /// When the next probe is admitted.
        next_probe_at: Timestamp,
    },
    /// A probe is in flight.
    HalfOpen,
}

impl Circuit {
    /// Returns `closed`, `open` or `half_open`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Open { .. } => "open",
            Self::HalfOpen => "half_open",
        }
    }
}
