//! Detection of duplicate heartbeats. Not `moka`, which does not expire by a clock that tests can set.

use std::{
    collections::{HashSet, VecDeque},
    sync::{Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::Heartbeat;

/// How long a heartbeat is kept.
const RETENTION: SignedDuration = SignedDuration::from_mins(5);

/// Maximum number of heartbeats kept, at about a hundred bytes each. Beyond it the oldest are dropped.
const CAPACITY: usize = 50_000;

/// The student, the run and the start of a heartbeat.
type Key = (String, Uuid, Timestamp);

/// The heartbeats of the last five minutes, to detect duplicates.
#[derive(Default)]
pub struct RecentHeartbeats(Mutex<Window>);

#[derive(Default)]
struct Window {
    keys: HashSet<Key>,
    by_age: VecDeque<(Timestamp, Key)>,
}

impl RecentHeartbeats {
    /// Whether this heartbeat was recorded in the five minutes before `now`.
    pub fn contains(&self, student: &str, heartbeat: &Heartbeat, now: Timestamp) -> bool {
        let mut window = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        window.forget_before(now - RETENTION);
        window.keys.contains(&key(student, heartbeat))
    }

    /// Records a heartbeat at `now`.
    pub fn record(&self, student: &str, heartbeat: &Heartbeat, now: Timestamp) {
        let mut window = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = key(student, heartbeat);
        if window.keys.insert(key.clone()) {
            window.by_age.push_back((now, key));
        }
        window.forget_before(now - RETENTION);
    }
}

impl Window {
    fn forget_before(&mut self, instant: Timestamp) {
        while let Some((recorded_at, key)) = self.by_age.front()
            && (*recorded_at < instant || self.by_age.len() > CAPACITY)
        {
            self.keys.remove(key);
            self.by_age.pop_front();
        }
    }
}

fn key(student: &str, heartbeat: &Heartbeat) -> Key {
    (student.to_owned(), heartbeat.run_id, heartbeat.started_at)
}
