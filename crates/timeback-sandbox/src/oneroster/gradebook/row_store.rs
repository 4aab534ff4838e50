//! In-memory storage of gradebook rows.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

/// Rows by `sourcedId`, in wire format.
#[derive(Debug, Default)]
pub struct RowStore(Mutex<BTreeMap<String, Value>>);

impl RowStore {
    /// Reads the rows.
    pub fn read<T>(&self, read: impl FnOnce(&BTreeMap<String, Value>) -> T) -> T {
        read(&self.lock())
    }

    /// Whether a row exists.
    pub fn has(&self, id: &str) -> bool {
        self.lock().contains_key(id)
    }

    /// Inserts or replaces a row. Returns `true` if it is new.
    pub fn put(&self, id: String, row: Value) -> bool {
        self.lock().insert(id, row).is_none()
    }

    /// Inserts a row unless it exists.
    pub fn insert_new(&self, id: String, row: impl FnOnce() -> Value) {
        self.lock().entry(id).or_insert_with(row);
    }

    /// Updates a row. Returns `false` if it does not exist.
    pub fn change(&self, id: &str, change: impl FnOnce(&mut Value)) -> bool {
        self.lock().get_mut(id).map(change).is_some()
    }

    /// Updates all rows.
    pub fn change_each(&self, change: impl FnMut(&mut Value)) {
        self.lock().values_mut().for_each(change);
    }

    /// Removes all rows.
    pub fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Value>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
