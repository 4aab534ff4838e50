//! Registry of a listener's open connections.

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

/// Interval at which to look for a connection to evict while all are busy.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Minimum waiting time before a connection may be evicted, as its client's data may not have been read yet.
const LEAST_WAIT: Duration = Duration::from_millis(50);

/// A listener's open connections, with counters of how others ended. Cheap to clone.
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
    /// Number of open connections.
    pub fn count(&self) -> usize {
        self.lock().activities.len()
    }

    /// Number of connections closed because their client missed a deadline.
    pub fn expired(&self) -> u64 {
        self.0.expired.load(Ordering::Relaxed)
    }

    /// Number of connections evicted to make room for another.
    pub fn evicted(&self) -> u64 {
        self.0.evicted.load(Ordering::Relaxed)
    }

    pub(super) fn note_expired(&self) {
        self.0.expired.fetch_add(1, Ordering::Relaxed);
    }

    /// Registers a connection until the returned guard is dropped.
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

    /// Waits until fewer than `limit` connections are open. Meanwhile evicts those that have waited longest for their
    /// clients.
    pub(super) async fn make_room(&self, limit: usize) {
        while self.count() >= limit {
            self.evict_one();
            // There is no notification when a busy connection becomes idle.
            let _looks_again = timeout(LOOK_AGAIN, self.0.closed.notified()).await;
        }
    }

    /// Evicts the connection that has waited longest for its client, if any is waiting.
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

/// Guard of an open connection; unregisters it when dropped.
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
