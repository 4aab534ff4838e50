//! Who has changed since they were asked about.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;

use crate::history::{ASKED_ANYWAY, WHOLE_EVERY};

/// A change is remembered for longer than anything that was read before it.
const REMEMBERED: Duration = Duration::from_hours(25);

/// So many students are remembered, at some hundred bytes each.
const CAPACITY: u64 = 100_000;

/// The changes so far, numbered in their order: clocks can stand still or go back, numbers do not.
#[derive(Clone)]
pub(super) struct Changes {
    count: Arc<AtomicU64>,
    last: moka::sync::Cache<String, u64>,
    backdated: moka::sync::Cache<String, Backdated>,
}

/// An event that was delivered some time after it had happened.
#[derive(Clone, Copy)]
struct Backdated {
    occurred_at: Timestamp,
    delivered_at: Timestamp,
}

impl Changes {
    /// No changes.
    pub fn new() -> Self {
        Self {
            count: Arc::default(),
            last: of_students(),
            backdated: of_students(),
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

    /// The platform took in, at `delivered_at`, an event of this user that occurred at `occurred_at`. Of several the
    /// earliest is kept; one of the days that are asked for anyway is not.
    pub fn record_event(&self, user_id: &str, occurred_at: Timestamp, delivered_at: Timestamp) {
        if delivered_at.duration_since(occurred_at) < ASKED_ANYWAY {
            return;
        }
        let earlier = self.occurred_at(user_id, delivered_at);
        let event = Backdated {
            occurred_at: earlier.map_or(occurred_at, |earlier| earlier.min(occurred_at)),
            delivered_at,
        };
        self.backdated.insert(user_id.to_owned(), event);
    }

    /// When the earliest event occurred that this user had delivered lately. It is remembered until the whole history
    /// has been asked for again, and not just for one question: the platform may need minutes to count an event.
    pub fn occurred_at(&self, user_id: &str, now: Timestamp) -> Option<Timestamp> {
        let event = self.backdated.get(user_id)?;
        let is_recent = now.duration_since(event.delivered_at) < WHOLE_EVERY;
        is_recent.then_some(event.occurred_at)
    }

    /// Whether this user has changed since there were `count` changes.
    pub fn has_changed(&self, user_id: &str, count: u64) -> bool {
        self.last.get(user_id).is_some_and(|last| last > count)
    }
}

fn of_students<V: Clone + Send + Sync + 'static>() -> moka::sync::Cache<String, V> {
    moka::sync::Cache::builder()
        .max_capacity(CAPACITY)
        .time_to_live(REMEMBERED)
        .build()
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

    #[test]
    fn the_earliest_event_is_remembered_until_the_whole_history_is_due() {
        let changes = Changes::new();
        let at = |second| Timestamp::from_second(second).unwrap();
        let due = WHOLE_EVERY.as_secs();
        let days_ago = |days: i64| at(-days * 86_400);
        changes.record_event("tb_1", days_ago(5), at(0));
        changes.record_event("tb_1", days_ago(3), at(60));
        assert_eq!(changes.occurred_at("tb_1", at(due)), Some(days_ago(5)));
        assert_eq!(changes.occurred_at("tb_1", at(due + 60)), None);
        assert_eq!(changes.occurred_at("tb_2", at(60)), None);
        changes.record_event("tb_1", days_ago(1), at(due + 60));
        assert_eq!(changes.occurred_at("tb_1", at(due + 60)), None, "asked for");
    }
}
