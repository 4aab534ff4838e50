//! How often each action happened in this process.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use crate::{Action, Identity};

/// A counter of each action. Clones are the same one.
#[derive(Clone)]
pub(crate) struct EventCounts(Arc<[AtomicU64; Action::ALL.len()]>);

impl EventCounts {
    /// Counts an action that was committed.
    pub fn increment(&self, action: Action) {
        let place = Action::ALL.iter().position(|it| *it == action);
        if let Some(counter) = place.and_then(|place| self.0.get(place)) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Default for EventCounts {
    fn default() -> Self {
        Self(Arc::new(std::array::from_fn(|_| AtomicU64::new(0))))
    }
}

impl Identity {
    /// How often each action happened in this process: sign-ins, changes of passwords, and all else that the audit log has.
    pub fn event_counts(&self) -> Vec<(Action, u64)> {
        let counters = self.event_counts.0.iter();
        let counts = counters.map(|counter| counter.load(Ordering::Relaxed));
        Action::ALL.into_iter().zip(counts).collect()
    }
}
