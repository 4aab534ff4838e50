//! Circuit breaker: opens after too many failures and closes after a successful probe.
//!
//! Our own: callers can wait for the probe in flight and time is a parameter, which `failsafe` does not offer.

use std::time::Duration;

use tokio::time::Instant;

use crate::Resilience;

/// Number of recent outcomes that are evaluated.
const WINDOW: u32 = 20;

/// A circuit breaker as a state machine. Time is a parameter.
#[derive(Debug)]
pub(super) struct Breaker {
    threshold: u32,
    first_interval: Duration,
    longest_interval: Duration,
    /// The latest outcomes, the newest in the lowest bit: 1 is a failure.
    outcomes: u32,
    outage: Option<Outage>,
    probes: u64,
    openings: u64,
}

/// An open circuit.
#[derive(Debug)]
struct Outage {
    opened_at: Instant,
    probe_at: Instant,
    interval: Duration,
    /// The probe in flight: its number, and until when callers wait for it.
    probe: Option<(u64, Instant)>,
}

/// Admission of one call. Its holder must report the result, or that the call was abandoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ticket {
    /// The circuit was closed.
    Call,
    /// The circuit is open and this call probes the service.
    Probe(u64),
}

/// Rejection of a call while the circuit is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rejection {
    /// When the next probe is due.
    pub retry_after: Duration,
    /// How long to wait for the probe in flight.
    pub wait: Option<Duration>,
}

/// Observable state of the breaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BreakerState {
    Closed,
    Open {
        opened_at: Instant,
        probe_at: Instant,
    },
    HalfOpen,
}

impl Breaker {
    /// Creates a closed breaker.
    pub fn new(resilience: &Resilience) -> Self {
        Self {
            threshold: resilience.failure_threshold.clamp(1, WINDOW),
            first_interval: resilience.probe_interval,
            longest_interval: resilience
                .longest_probe_interval
                .max(resilience.probe_interval),
            outcomes: 0,
            outage: None,
            probes: 0,
            openings: 0,
        }
    }

    /// Checks whether a call would be admitted.
    pub fn check(&self, now: Instant) -> Result<(), Rejection> {
        match &self.outage {
            Some(outage) if now < outage.probe_at => Err(Rejection {
                retry_after: outage.probe_at - now,
                wait: outage
                    .probe
                    .and_then(|(_, until)| until.checked_duration_since(now))
                    .filter(|wait| !wait.is_zero()),
            }),
            _ => Ok(()),
        }
    }

    /// Admits a call. With an open circuit only due probes are admitted, one at a time; a hanging probe does not delay the
    /// next one.
    pub fn admit(&mut self, now: Instant) -> Result<Ticket, Rejection> {
        self.check(now)?;
        let Some(outage) = &mut self.outage else {
            return Ok(Ticket::Call);
        };
        self.probes += 1;
        outage.probe = Some((self.probes, now + self.first_interval));
        outage.interval = (outage.interval * 2).min(self.longest_interval);
        outage.probe_at = now + outage.interval;
        Ok(Ticket::Probe(self.probes))
    }

    /// Records a success. A successful probe closes the circuit; calls sent before it opened do not.
    pub fn succeed(&mut self, ticket: Ticket) {
        match ticket {
            Ticket::Probe(_) if self.outage.is_some() => {
                self.outage = None;
                self.outcomes = 0;
            }
            Ticket::Call if self.outage.is_some() => {}
            _ => self.outcomes <<= 1,
        }
    }

    /// Records a failure.
    pub fn fail(&mut self, ticket: Ticket, now: Instant) {
        if self.outage.is_some() {
            return self.abandon(ticket);
        }
        self.outcomes = (self.outcomes << 1) | 1;
        let latest = self.outcomes & ((1 << WINDOW) - 1);
        if latest.count_ones() >= self.threshold {
            self.openings += 1;
            self.outage = Some(Outage {
                opened_at: now,
                probe_at: now + self.first_interval,
                interval: self.first_interval,
                probe: None,
            });
        }
    }

    /// Records a call that says nothing about the service.
    pub fn abandon(&mut self, ticket: Ticket) {
        if let Some(outage) = &mut self.outage {
            outage
                .probe
                .take_if(|(number, _)| ticket == Ticket::Probe(*number));
        }
    }

    /// The current state.
    pub fn state(&self) -> BreakerState {
        match &self.outage {
            None => BreakerState::Closed,
            Some(Outage { probe: Some(_), .. }) => BreakerState::HalfOpen,
            Some(outage) => BreakerState::Open {
                opened_at: outage.opened_at,
                probe_at: outage.probe_at,
            },
        }
    }

    /// Times the circuit opened.
    pub fn openings(&self) -> u64 {
        self.openings
    }
}

#[cfg(test)]
mod tests;
