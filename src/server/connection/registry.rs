//! The connections of a listener that are open.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::Notify,
    time::{Instant, timeout},
};

use super::activity::Activity;

/// How often to look for a connection that can be closed for a new one, while all of them are busy.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// A connection that waited for less is not closed for another one: what its client sent may not have been read yet.
const LEAST_WAIT: Duration = Duration::from_millis(50);

/// The connections of a listener that are open, and how others ended. Cheap to clone.
#[derive(Clone, Default)]
pub struct Connections(Arc<Shared>);

#[derive(Default)]
struct Shared {
    open: Mutex<Open>,
    closed: Notify,
    expired: AtomicU64,
    evicted: AtomicU64,
}

#[derive(Default)]
struct Open {
    next_id: u64,
    activities: HashMap<u64, Arc<Activity>>,
}

impl Connections {
    /// How many are open.
    pub fn count(&self) -> usize {
        self.lock().activities.len()
    }

    /// How many were closed because their client let a deadline pass.
    pub fn expired(&self) -> u64 {
        self.0.expired.load(Ordering::Relaxed)
    }

    /// How many were closed in favour of another one.
    pub fn evicted(&self) -> u64 {
        self.0.evicted.load(Ordering::Relaxed)
    }

    pub(super) fn note_expired(&self) {
        self.0.expired.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts one more, until what is returned is dropped.
    pub(super) fn open(&self, activity: Arc<Activity>) -> OpenConnection {
        let mut open = self.lock();
        let id = open.next_id;
        open.next_id += 1;
        open.activities.insert(id, activity);
        OpenConnection {
            connections: self.clone(),
            id,
        }
    }

    /// Waits until fewer than `limit` are open. As long as there are more it closes those that have waited longest for
    /// their clients.
    pub(super) async fn make_room(&self, limit: usize) {
        while self.count() >= limit {
            self.evict_one();
            // Nothing says when a busy one begins to wait.
            let _looks_again = timeout(LOOK_AGAIN, self.0.closed.notified()).await;
        }
    }

    /// Closes the one that has waited longest for its client, if any does.
    pub(super) fn evict_one(&self) {
        let now = Instant::now();
        let open = self.lock();
        let waiting = open
            .activities
            .values()
            .filter_map(|activity| Some((activity.waiting_since()?, activity)))
            .filter(|(since, _)| now.duration_since(*since) >= LEAST_WAIT);
        if let Some((_, activity)) = waiting.min_by_key(|(since, _)| *since) {
            activity.evict();
            self.0.evicted.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One that is open; closed when dropped.
pub(super) struct OpenConnection {
    connections: Connections,
    id: u64,
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.connections.lock().activities.remove(&self.id);
        self.connections.0.closed.notify_one();
    }
}
