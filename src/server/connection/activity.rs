//! State and deadlines of a connection.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::{sync::Notify, time::Instant};

use super::Limits;

/// State of a connection, reported by its stream, its requests and the bodies of both directions.
pub(super) struct Activity {
    state: Mutex<State>,
    evicted: Notify,
}

struct State {
    limits: Limits,
    phase: Phase,
    /// Start of the phase, or the time when its deadline was shortened.
    since: Instant,
    /// Time since which the client has not accepted written data.
    blocked_since: Option<Instant>,
    is_evicted: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Waiting for the next request.
    Idle,
    /// Receiving a request head, or newly accepted.
    Head,
    /// Receiving a request body.
    Body,
    /// The application is producing the response.
    Answering,
    /// The response is complete but not fully written.
    Flushing,
}

impl Activity {
    /// The state of a newly accepted connection.
    pub fn new(limits: Limits, now: Instant) -> Self {
        Self {
            state: Mutex::new(State {
                limits,
                phase: Phase::Head,
                since: now,
                blocked_since: None,
                is_evicted: false,
            }),
            evicted: Notify::new(),
        }
    }

    /// Records that bytes were received.
    pub fn received(&self) {
        let mut state = self.lock();
        if state.phase == Phase::Idle {
            state.enter(Phase::Head);
        }
    }

    /// Records that a request head was received.
    pub fn requested(&self, has_body: bool) {
        let phase = if has_body {
            Phase::Body
        } else {
            Phase::Answering
        };
        self.lock().enter(phase);
    }

    /// Records that the request body was received or dropped by the application.
    pub fn body_ended(&self) {
        let mut state = self.lock();
        if state.phase == Phase::Body {
            state.enter(Phase::Answering);
        }
    }

    /// Records that the application completed the response.
    pub fn answered(&self) {
        self.lock().enter(Phase::Flushing);
    }

    /// Records that all pending data was written.
    pub fn flushed(&self) {
        let mut state = self.lock();
        state.blocked_since = None;
        if state.phase == Phase::Flushing {
            state.enter(Phase::Idle);
        }
    }

    /// Records a write, and whether it blocked because the client does not read.
    pub fn wrote(&self, is_blocked: bool) {
        let mut state = self.lock();
        if !is_blocked {
            state.blocked_since = None;
        } else if state.blocked_since.is_none() {
            state.blocked_since = Some(Instant::now());
        }
    }

    /// Switches to the shorter deadlines of shutdown.
    pub fn hurry(&self) {
        let mut state = self.lock();
        let now = Instant::now();
        state.limits = state.limits.while_closing();
        state.since = now;
        state.blocked_since = state.blocked_since.map(|_| now);
    }

    /// Whether a request is in progress.
    pub fn is_answering(&self) -> bool {
        !matches!(self.lock().phase, Phase::Idle | Phase::Head)
    }

    /// Time at which the connection is closed unless its state changes.
    pub fn deadline(&self) -> Option<Instant> {
        let state = self.lock();
        let limits = &state.limits;
        let phase = match state.phase {
            Phase::Idle => Some(state.since + limits.idle),
            Phase::Head => Some(state.since + limits.head),
            Phase::Body => Some(state.since + limits.body),
            Phase::Answering | Phase::Flushing => None,
        };
        let write = state.blocked_since.map(|since| since + limits.write);
        phase.into_iter().chain(write).min()
    }

    /// Time since which the connection has been waiting for its client. `None` while the client waits for the server,
    /// and after eviction.
    pub fn waiting_since(&self) -> Option<Instant> {
        let state = self.lock();
        if state.is_evicted {
            return None;
        }
        match state.phase {
            Phase::Idle | Phase::Head | Phase::Body => Some(state.since),
            Phase::Answering | Phase::Flushing => state.blocked_since,
        }
    }

    /// Evicts the connection, to make room for another.
    pub fn evict(&self) {
        self.lock().is_evicted = true;
        self.evicted.notify_one();
    }

    /// Waits until the connection is evicted.
    pub async fn evicted(&self) {
        self.evicted.notified().await;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        self.since = Instant::now();
    }
}
