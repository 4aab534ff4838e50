//! Tracks which students' cached activity is outdated.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;

use crate::history::{ALWAYS_RELOADED, FULL_RELOAD_INTERVAL};

/// How long a change is kept: longer than any profile loaded before it.
const RETENTION: Duration = Duration::from_hours(25);

/// Maximum number of students tracked, at about a hundred bytes each.
const CAPACITY: u64 = 100_000;

/// Change log with a sequence number per change. Not timestamps: clocks can stand still or go back.
#[derive(Clone)]
pub(super) struct Changes {
    count: Arc<AtomicU64>,
    /// The last change that may be anybody's.
    of_all: Arc<AtomicU64>,
    last: moka::sync::Cache<String, u64>,
    /// The number that each user's last change has among the processes that share profiles; `None` where it is not known.
    shared: moka::sync::Cache<String, Option<u64>>,
    backdated: moka::sync::Cache<String, Backdated>,
}

/// An event that was delivered long after it occurred.
#[derive(Clone, Copy)]
struct Backdated {
    occurred_at: Timestamp,
    delivered_at: Timestamp,
}

impl Changes {
    /// Creates an empty change log.
    pub fn new() -> Self {
        Self {
            count: Arc::default(),
            of_all: Arc::default(),
            last: of_students(),
            shared: of_students(),
            backdated: of_students(),
        }
    }

    /// Returns the number of changes. Read it before a request to tell later which changes the response cannot contain.
    pub fn count(&self) -> u64 {
        self.count.load(Ordering::SeqCst)
    }

    /// Records a change of this user's activity, which has the number `shared` among the processes that share profiles.
    pub fn record(&self, user_id: &str, shared: Option<u64>) {
        self.shared.insert(user_id.to_owned(), shared);
        let number = self.count.fetch_add(1, Ordering::SeqCst) + 1;
        self.last.insert(user_id.to_owned(), number);
    }

    /// Records that anybody's activity may have changed.
    pub fn record_all(&self) {
        let number = self.count.fetch_add(1, Ordering::SeqCst) + 1;
        self.of_all.fetch_max(number, Ordering::SeqCst);
    }

    /// Records that an event which occurred at `occurred_at` was delivered at `delivered_at`. Keeps the earliest one per
    /// user; ignores events on days that every load includes.
    pub fn record_event(&self, user_id: &str, occurred_at: Timestamp, delivered_at: Timestamp) {
        if delivered_at.duration_since(occurred_at) < ALWAYS_RELOADED {
            return;
        }
        let earlier = self.occurred_at(user_id, delivered_at);
        let event = Backdated {
            occurred_at: earlier.map_or(occurred_at, |earlier| earlier.min(occurred_at)),
            delivered_at,
        };
        self.backdated.insert(user_id.to_owned(), event);
    }

    /// Returns when the user's earliest recently delivered event occurred. Kept until the next full reload and not for one
    /// load only: the platform may need minutes to count an event.
    pub fn occurred_at(&self, user_id: &str, now: Timestamp) -> Option<Timestamp> {
        let event = self.backdated.get(user_id)?;
        let is_recent = now.duration_since(event.delivered_at) < FULL_RELOAD_INTERVAL;
        is_recent.then_some(event.occurred_at)
    }

    /// Whether no change is known that a profile shared after so many changes lacks.
    pub fn may_share(&self, user_id: &str, changes: u64) -> bool {
        self.shared
            .get(user_id)
            .is_none_or(|last| last.is_some_and(|last| last <= changes))
    }

    /// Whether this user's activity changed after change number `count`.
    pub fn has_changed(&self, user_id: &str, count: u64) -> bool {
        self.of_all.load(Ordering::SeqCst) > count
            || self.last.get(user_id).is_some_and(|last| last > count)
    }
}

fn of_students<V: Clone + Send + Sync + 'static>() -> moka::sync::Cache<String, V> {
    moka::sync::Cache::builder()
        .max_capacity(CAPACITY)
        .time_to_live(RETENTION)
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
    fn data_requested_before_a_change_is_outdated() {
        let changes = Changes::new();
        let before = changes.count();
        changes.record("tb_1", None);
        assert!(changes.has_changed("tb_1", before));
        assert!(!changes.has_changed("tb_2", before), "another student");
        assert!(!changes.has_changed("tb_1", changes.count()));
    }

    #[test]
    fn a_shared_profile_is_used_if_it_has_every_change_that_is_known() {
        let changes = Changes::new();
        assert!(changes.may_share("tb_1", 0), "nothing is known");
        changes.record("tb_1", Some(2));
        assert!(!changes.may_share("tb_1", 1));
        assert!(changes.may_share("tb_1", 2));
        changes.record("tb_1", None);
        assert!(!changes.may_share("tb_1", 3), "it is not known whether");
    }

    #[test]
    fn after_a_change_that_may_be_anybody_s_everything_is_outdated() {
        let changes = Changes::new();
        let before = changes.count();
        changes.record_all();
        assert!(changes.has_changed("tb_1", before));
        assert!(!changes.has_changed("tb_1", changes.count()));
    }

    #[test]
    fn the_earliest_event_is_kept_until_the_next_full_reload() {
        let changes = Changes::new();
        let at = |second| Timestamp::from_second(second).unwrap();
        let due = FULL_RELOAD_INTERVAL.as_secs();
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
