//! The way to one service: its circuit, the pause it asked for, and what was counted on the way.

use std::{sync::Mutex, time::Duration};

use tokio::{
    sync::{Notify, SemaphorePermit},
    time::{Instant, sleep_until, timeout_at},
};

use super::{
    breaker::{Breaker, Position, Refusal, Ticket},
    flight::lock,
    health::{Circuit, ServiceHealth},
    pass::{Pass, Pause, Verdict},
};
use crate::{Clock, Failure, Resilience, Service};

/// One service's gate, shared by all who call it.
pub(super) struct Gate {
    service: Service,
    slow_after: Duration,
    state: Mutex<State>,
    /// A call ended: those who wait for a probe look again.
    settled: Notify,
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

/// What stands before the gate.
enum Obstacle {
    Pause(Pause),
    Open(Refusal),
}

impl Gate {
    /// An open way to `service`.
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
            settled: Notify::new(),
        }
    }

    /// Waits until a call would be let through: for the end of a pause, or for a probe under way. Fails where there is
    /// nothing to wait for, or too long.
    pub async fn clear(&self, deadline: Instant) -> Result<(), Failure> {
        loop {
            let settled = self.settled.notified();
            match self.obstacle() {
                None => return Ok(()),
                Some(Obstacle::Pause(pause)) if pause.until < deadline => {
                    sleep_until(pause.until).await;
                }
                Some(Obstacle::Open(Refusal {
                    wait: Some(wait), ..
                })) if Instant::now() < deadline => {
                    let until = deadline.min(Instant::now() + wait);
                    let _ = timeout_at(until, settled).await;
                }
                Some(obstacle) => {
                    self.refuse();
                    return Err(obstacle.into());
                }
            }
        }
    }

    /// Lets a call through, unless something came between since the way was clear.
    pub fn admit<'a>(
        &'a self,
        permit: Option<SemaphorePermit<'a>>,
        is_retry: bool,
    ) -> Option<Pass<'a>> {
        let now = Instant::now();
        let mut state = lock(&self.state);
        if state.pause(now).is_some() {
            return None;
        }
        let ticket = state.breaker.admit(now).ok()?;
        state.calls += 1;
        state.retries += u64::from(is_retry);
        state.in_flight += 1;
        Some(Pass::new(self, ticket, now, permit))
    }

    /// Counts a call that was not sent.
    pub fn refuse(&self) {
        lock(&self.state).refused += 1;
    }

    /// What the gate shows; instants are told by `clock`. Answers are not read here: nothing of them is left out.
    pub fn health(&self, clock: &Clock) -> ServiceHealth {
        let state = lock(&self.state);
        ServiceHealth {
            service: self.service,
            circuit: circuit(state.breaker.position(), clock),
            calls: state.calls,
            retries: state.retries,
            failures: state.failures,
            refused: state.refused,
            left_out: 0,
            openings: state.breaker.openings(),
            in_flight: state.in_flight,
        }
    }

    fn obstacle(&self) -> Option<Obstacle> {
        let now = Instant::now();
        let mut state = lock(&self.state);
        match state.pause(now) {
            Some(pause) => Some(Obstacle::Pause(pause)),
            None => state.breaker.check(now).err().map(Obstacle::Open),
        }
    }

    /// How soon a call that was cut off says nothing.
    pub fn slow_after(&self) -> Duration {
        self.slow_after
    }

    /// Notes how a call ended.
    pub fn settle(&self, ticket: Ticket, verdict: Verdict, pause: Option<Pause>) {
        let mut state = lock(&self.state);
        state.in_flight -= 1;
        state.pause = state
            .pause
            .into_iter()
            .chain(pause)
            .max_by_key(|pause| pause.until);
        match verdict {
            Verdict::Well => state.breaker.succeed(ticket),
            Verdict::Silent => state.breaker.give_up(ticket),
            Verdict::Failing => {
                state.failures += 1;
                let openings = state.breaker.openings();
                state.breaker.fail(ticket, Instant::now());
                if state.breaker.openings() > openings {
                    tracing::warn!(service = ?self.service, "A Timeback service fails: it is left alone for a while");
                }
            }
        }
        drop(state);
        self.settled.notify_waiters();
    }
}

impl State {
    /// The pause in force.
    fn pause(&mut self, now: Instant) -> Option<Pause> {
        self.pause.take_if(|pause| pause.until <= now);
        self.pause
    }
}

impl From<Obstacle> for Failure {
    fn from(obstacle: Obstacle) -> Self {
        match obstacle {
            Obstacle::Pause(Pause { until, status }) => Self::Busy {
                status,
                retry_after: Some(until.saturating_duration_since(Instant::now())),
            },
            Obstacle::Open(Refusal { retry_after, .. }) => Self::CircuitOpen { retry_after },
        }
    }
}

fn circuit(position: Position, clock: &Clock) -> Circuit {
    match position {
        Position::Closed => Circuit::Closed,
        Position::HalfOpen => Circuit::HalfOpen,
        Position::Open {
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
