//! Guard of one service: its circuit breaker, its `Retry-After` pause and its counters.

use std::{sync::Mutex, time::Duration};

use tokio::{
    sync::{Notify, SemaphorePermit},
    time::{Instant, sleep_until, timeout_at},
};

use super::{
    breaker::{Breaker, BreakerState, Rejection, Ticket},
    health::{Circuit, ServiceHealth},
    permit::{CallResult, Pause, Permit},
    single_flight::lock,
};
use crate::{Clock, Failure, Resilience, Service};

/// Admits or rejects calls to one service. Shared by all callers.
pub(super) struct ServiceGuard {
    service: Service,
    slow_after: Duration,
    state: Mutex<State>,
    /// Notified when a call ends, so that callers waiting for a probe check again.
    call_ended: Notify,
}

struct State {
    breaker: Breaker,
    pause: Option<Pause>,
    calls: u64,
    retries: u64,
    failures: u64,
    refused: u64,
    in_flight: u64,
}

/// Why a call is not admitted.
enum Blocked {
    Pause(Pause),
    Open(Rejection),
}

impl ServiceGuard {
    /// Creates a guard with a closed circuit.
    pub fn new(service: Service, resilience: &Resilience) -> Self {
        Self {
            service,
            slow_after: resilience.slow_after,
            state: Mutex::new(State {
                breaker: Breaker::new(resilience),
                pause: None,
                calls: 0,
                retries: 0,
                failures: 0,
                refused: 0,
                in_flight: 0,
            }),
            call_ended: Notify::new(),
        }
    }

    /// Waits until a call would be admitted: for the end of a pause, or for a probe in progress.
    ///
    /// # Errors
    /// Returns [`Failure::Busy`] when the pause exceeds `deadline`, and [`Failure::CircuitOpen`] when the circuit is open
    /// and no probe is worth waiting for.
    pub async fn wait_until_clear(&self, deadline: Instant) -> Result<(), Failure> {
        loop {
            let call_ended = self.call_ended.notified();
            match self.blocked() {
                None => return Ok(()),
                Some(Blocked::Pause(pause)) if pause.until < deadline => {
                    sleep_until(pause.until).await;
                }
                Some(Blocked::Open(Rejection {
                    wait: Some(wait), ..
                })) if Instant::now() < deadline => {
                    let until = deadline.min(Instant::now() + wait);
                    let _ = timeout_at(until, call_ended).await;
                }
                Some(blocked) => {
                    self.count_refusal();
                    return Err(blocked.into());
                }
            }
        }
    }

    /// Admits a call. `None` when the state changed since [`wait_until_clear`](Self::wait_until_clear).
    pub fn admit<'a>(
        &'a self,
        slot: Option<SemaphorePermit<'a>>,
        is_retry: bool,
    ) -> Option<Permit<'a>> {
        let now = Instant::now();
        let mut state = lock(&self.state);
        if state.pause(now).is_some() {
            return None;
        }
        let ticket = state.breaker.admit(now).ok()?;
        state.calls += 1;
        state.retries += u64::from(is_retry);
        state.in_flight += 1;
        Some(Permit::new(self, ticket, now, slot))
    }

    /// Counts a call that was rejected without being sent.
    pub fn count_refusal(&self) {
        lock(&self.state).refused += 1;
    }

    /// Returns the service's health, with timestamps by `clock`. `left_out` is counted elsewhere and is 0 here.
    pub fn health(&self, clock: &Clock) -> ServiceHealth {
        let state = lock(&self.state);
        ServiceHealth {
            service: self.service,
            circuit: circuit(state.breaker.state(), clock),
            calls: state.calls,
            retries: state.retries,
            failures: state.failures,
            refused: state.refused,
            left_out: 0,
            openings: state.breaker.openings(),
            in_flight: state.in_flight,
        }
    }

    fn blocked(&self) -> Option<Blocked> {
        let now = Instant::now();
        let mut state = lock(&self.state);
        match state.pause(now) {
            Some(pause) => Some(Blocked::Pause(pause)),
            None => state.breaker.check(now).err().map(Blocked::Open),
        }
    }

    /// The duration from which a timed-out call counts as a failure.
    pub fn slow_after(&self) -> Duration {
        self.slow_after
    }

    /// Records the result of a call.
    pub fn record_result(&self, ticket: Ticket, result: CallResult, pause: Option<Pause>) {
        let mut state = lock(&self.state);
        state.in_flight -= 1;
        state.pause = state
            .pause
            .into_iter()
            .chain(pause)
            .max_by_key(|pause| pause.until);
        match result {
            CallResult::Healthy => state.breaker.succeed(ticket),
            CallResult::Inconclusive => state.breaker.abandon(ticket),
            CallResult::Failing => {
                state.failures += 1;
                let openings = state.breaker.openings();
                state.breaker.fail(ticket, Instant::now());
                if state.breaker.openings() > openings {
                    tracing::warn!(service = ?self.service, "A Timeback service fails: it is left alone for a while");
                }
            }
        }
        drop(state);
        self.call_ended.notify_waiters();
    }
}

impl State {
    /// The current pause, if it has not ended.
    fn pause(&mut self, now: Instant) -> Option<Pause> {
        self.pause.take_if(|pause| pause.until <= now);
        self.pause
    }
}

impl From<Blocked> for Failure {
    fn from(blocked: Blocked) -> Self {
        match blocked {
            Blocked::Pause(Pause { until, status }) => Self::Busy {
                status,
                retry_after: Some(until.saturating_duration_since(Instant::now())),
            },
            Blocked::Open(Rejection { retry_after, .. }) => Self::CircuitOpen { retry_after },
        }
    }
}

fn circuit(state: BreakerState, clock: &Clock) -> Circuit {
    match state {
        BreakerState::Closed => Circuit::Closed,
        BreakerState::HalfOpen => Circuit::HalfOpen,
        BreakerState::Open {
            opened_at,
            probe_at,
        } => {
            let (instant, now) = (Instant::now(), clock.now());
            Circuit::Open {
                opened_at: now - instant.saturating_duration_since(opened_at),
                next_probe_at: now + probe_at.saturating_duration_since(instant),
            }
        }
    }
}
