//! Rows by their sourcedId.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

/// Rows by their sourcedId, as they are sent.
#[derive(Debug, Default)]
pub struct RowStore(Mutex<BTreeMap<String, Value>>);

impl RowStore {
    /// What `read` finds among the rows.
    pub fn read<T>(&self, read: impl FnOnce(&BTreeMap<String, Value>) -> T) -> T {
        read(&self.lock())
    }

    /// Whether there is a row `id`.
    pub fn has(&self, id: &str) -> bool {
        self.lock().contains_key(id)
    }

    /// Puts `row` in the place of `id`; true where there was none.
    pub fn put(&self, id: String, row: Value) -> bool {
        self.lock().insert(id, row).is_none()
    }

    /// Puts a row in the place of `id` where there is none.
    pub fn insert_new(&self, id: String, row: impl FnOnce() -> Value) {
        self.lock().entry(id).or_insert_with(row);
    }

    /// Does `change` to the row `id`; false where there is none.
    pub fn change(&self, id: &str, change: impl FnOnce(&mut Value)) -> bool {
        self.lock().get_mut(id).map(change).is_some()
    }

    /// Does `change` to each row.
    pub fn change_each(&self, change: impl FnMut(&mut Value)) {
        self.lock().values_mut().for_each(change);
    }

    /// Takes every row out.
    pub fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Value>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
