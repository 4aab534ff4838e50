//! When a service is left alone: after too many failures, until a probe finds it well.

use std::time::Duration;

use tokio::time::Instant;

use crate::Resilience;

/// How many of the latest outcomes count.
const WINDOW: u32 = 20;

/// A circuit breaker as a state machine. Time is a parameter; nothing happens between two calls of it.
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

/// The circuit is open.
#[derive(Debug)]
struct Outage {
    opened_at: Instant,
    probe_at: Instant,
    interval: Duration,
    /// The probe under way: its number, and until when it is worth waiting for.
    probe: Option<(u64, Instant)>,
}

/// Leave to call. Whoever holds one says how the call ended, or that it was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ticket {
    /// The circuit was closed.
    Call,
    /// The circuit is open, and this call finds out whether it may close.
    Probe(u64),
}

/// No leave to call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refusal {
    /// When the next probe is due.
    pub retry_after: Duration,
    /// How long the probe under way is worth waiting for.
    pub wait: Option<Duration>,
}

/// What the breaker shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    Closed,
    Open {
        opened_at: Instant,
        probe_at: Instant,
    },
    HalfOpen,
}

impl Breaker {
    /// A closed circuit.
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

    /// Whether there would be leave to call.
    pub fn check(&self, now: Instant) -> Result<(), Refusal> {
        match &self.outage {
            Some(outage) if now < outage.probe_at => Err(Refusal {
                retry_after: outage.probe_at - now,
                wait: outage
                    .probe
                    .and_then(|(_, until)| until.checked_duration_since(now))
                    .filter(|wait| !wait.is_zero()),
            }),
            _ => Ok(()),
        }
    }

    /// Leave to call. In an outage one call at a time gets it, when a probe is due; a probe that does not end does not
    /// put off the next one.
    pub fn admit(&mut self, now: Instant) -> Result<Ticket, Refusal> {
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

    /// The service answered. A probe's success closes the circuit; a call from before the outage proves nothing.
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

    /// The service failed the call.
    pub fn fail(&mut self, ticket: Ticket, now: Instant) {
        if self.outage.is_some() {
            return self.give_up(ticket);
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

    /// The call ended without a word about the service.
    pub fn give_up(&mut self, ticket: Ticket) {
        if let Some(outage) = &mut self.outage {
            outage
                .probe
                .take_if(|(number, _)| ticket == Ticket::Probe(*number));
        }
    }

    /// Where the breaker stands.
    pub fn position(&self) -> Position {
        match &self.outage {
            None => Position::Closed,
            Some(Outage { probe: Some(_), .. }) => Position::HalfOpen,
            Some(outage) => Position::Open {
                opened_at: outage.opened_at,
                probe_at: outage.probe_at,
            },
        }
    }

    /// How often the circuit opened.
    pub fn openings(&self) -> u64 {
        self.openings
    }
}

#[cfg(test)]
mod tests;
