//! Map whose entries expire. Not `moka`, which does not expire by a clock that tests can set.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

/// Map of values by unguessable keys, with an expiry time each.
pub struct ExpiringMap<T>(Mutex<HashMap<String, Entry<T>>>);

struct Entry<T> {
    value: T,
    expires_at: Timestamp,
}

impl<T> ExpiringMap<T> {
    /// Inserts a value, and removes entries that have expired by `now`.
    pub fn insert(&self, name: String, value: T, expires_at: Timestamp, now: Timestamp) {
        let mut entries = self.entries();
        entries.retain(|_, entry| entry.expires_at > now);
        entries.insert(name, Entry { value, expires_at });
    }

    /// Removes and returns a value. Of two concurrent callers, one gets it.
    pub fn take(&self, name: &str, now: Timestamp) -> Option<T> {
        let entry = self.entries().remove(name)?;
        (entry.expires_at > now).then_some(entry.value)
    }

    /// Returns a copy of a value.
    pub fn find(&self, name: &str, now: Timestamp) -> Option<T>
    where
        T: Clone,
    {
        let entries = self.entries();
        let entry = entries.get(name)?;
        (entry.expires_at > now).then(|| entry.value.clone())
    }

    /// Ignores poisoning: no operation leaves the map in an inconsistent state.
    fn entries(&self) -> MutexGuard<'_, HashMap<String, Entry<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Default for ExpiringMap<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}
