//! Things kept for a while under a name nobody can guess.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

/// A store that forgets: codes for a minute, access tokens for an hour.
pub struct Expiring<T>(Mutex<HashMap<String, Entry<T>>>);

struct Entry<T> {
    value: T,
    expires_at: Timestamp,
}

impl<T> Expiring<T> {
    /// Keeps `value` until `expires_at`, and drops what has expired by `now`, so the store stays small.
    pub fn insert(&self, name: String, value: T, expires_at: Timestamp, now: Timestamp) {
        let mut entries = self.entries();
        entries.retain(|_, entry| entry.expires_at > now);
        entries.insert(name, Entry { value, expires_at });
    }

    /// Hands the value out for good: of two who ask at once, one gets it.
    pub fn take(&self, name: &str, now: Timestamp) -> Option<T> {
        let entry = self.entries().remove(name)?;
        (entry.expires_at > now).then_some(entry.value)
    }

    /// A copy of the value.
    pub fn find(&self, name: &str, now: Timestamp) -> Option<T>
    where
        T: Clone,
    {
        let entries = self.entries();
        let entry = entries.get(name)?;
        (entry.expires_at > now).then(|| entry.value.clone())
    }

    /// No operation leaves the map half-changed, so a panic elsewhere is no reason to stop serving.
    fn entries(&self) -> MutexGuard<'_, HashMap<String, Entry<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Default for Expiring<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}
