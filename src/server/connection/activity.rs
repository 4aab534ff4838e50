//! What a connection is doing, and how long it may go on doing so.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::{sync::Notify, time::Instant};

use super::Limits;

/// What a connection is doing. Seen from its stream, its requests and the bodies of both directions.
pub(super) struct Activity {
    state: Mutex<State>,
    evicted: Notify,
}

struct State {
    limits: Limits,
    phase: Phase,
    /// When the phase began; for a deadline that was shortened, when that happened.
    since: Instant,
    /// Since when the client has not taken what was written.
    blocked_since: Option<Instant>,
    is_evicted: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Between two requests.
    Idle,
    /// The connection is new, or a part of a request's head has arrived.
    Head,
    /// A request's head has arrived, and its body has not.
    Body,
    /// The application makes the answer.
    Answering,
    /// The answer is made, and a part of it is not yet written.
    Flushing,
}

impl Activity {
    /// That of a connection that was just accepted.
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

    /// Bytes have arrived.
    pub fn received(&self) {
        let mut state = self.lock();
        if state.phase == Phase::Idle {
            state.enter(Phase::Head);
        }
    }

    /// The head of a request has arrived.
    pub fn requested(&self, has_body: bool) {
        let phase = if has_body {
            Phase::Body
        } else {
            Phase::Answering
        };
        self.lock().enter(phase);
    }

    /// The body of the request has arrived, or the application does not want it.
    pub fn body_ended(&self) {
        let mut state = self.lock();
        if state.phase == Phase::Body {
            state.enter(Phase::Answering);
        }
    }

    /// The application has made the whole answer.
    pub fn answered(&self) {
        self.lock().enter(Phase::Flushing);
    }

    /// Everything that was to be written so far is written.
    pub fn flushed(&self) {
        let mut state = self.lock();
        state.blocked_since = None;
        if state.phase == Phase::Flushing {
            state.enter(Phase::Idle);
        }
    }

    /// The client took some of what was written, or it took nothing.
    pub fn wrote(&self, is_blocked: bool) {
        let mut state = self.lock();
        if !is_blocked {
            state.blocked_since = None;
        } else if state.blocked_since.is_none() {
            state.blocked_since = Some(Instant::now());
        }
    }

    /// Shortens the deadlines, from now on: no connection is accepted any more.
    pub fn hurry(&self) {
        let mut state = self.lock();
        let now = Instant::now();
        state.limits = state.limits.while_closing();
        state.since = now;
        state.blocked_since = state.blocked_since.map(|_| now);
    }

    /// Whether a request has arrived that is not answered yet.
    pub fn is_answering(&self) -> bool {
        !matches!(self.lock().phase, Phase::Idle | Phase::Head)
    }

    /// When the connection is to be closed, if nothing changes until then.
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

    /// Since when the connection has waited for its client; none while the client waits for us, or where it is evicted.
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

    /// Has the connection closed in favour of another.
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
