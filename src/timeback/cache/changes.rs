//! Who has changed since they were asked about.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// A change is remembered for longer than anything that was read before it.
const REMEMBERED: Duration = Duration::from_hours(25);

/// So many students are remembered, at some hundred bytes each.
const CAPACITY: u64 = 100_000;

/// The changes so far, numbered in their order: clocks can stand still or go back, numbers do not.
#[derive(Clone)]
pub(super) struct Changes {
    count: Arc<AtomicU64>,
    last: moka::sync::Cache<String, u64>,
}

impl Changes {
    /// No changes.
    pub fn new() -> Self {
        let last = moka::sync::Cache::builder()
            .max_capacity(CAPACITY)
            .time_to_live(REMEMBERED)
            .build();
        Self {
            count: Arc::default(),
            last,
        }
    }

    /// How many there were. Who asks the platform notes it before, and knows afterwards what the answer cannot hold.
    pub fn count(&self) -> u64 {
        self.count.load(Ordering::SeqCst)
    }

    /// This user has changed.
    pub fn record(&self, user_id: &str) {
        let number = self.count.fetch_add(1, Ordering::SeqCst) + 1;
        self.last.insert(user_id.to_owned(), number);
    }

    /// Whether this user has changed since there were `count` changes.
    pub fn has_changed(&self, user_id: &str, count: u64) -> bool {
        self.last.get(user_id).is_some_and(|last| last > count)
    }
}

impl fmt::Debug for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Changes").field(&self.count()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_before_a_change_is_out_of_date_and_what_was_asked_after_is_not() {
        let changes = Changes::new();
        let before = changes.count();
        changes.record("tb_1");
        assert!(changes.has_changed("tb_1", before));
        assert!(!changes.has_changed("tb_2", before), "another student");
        assert!(!changes.has_changed("tb_1", changes.count()));
    }
}
