use std::{
    collections::{HashSet, VecDeque},
    sync::{Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::Heartbeat;

/// How long a heartbeat is remembered.
const MEMORY: SignedDuration = SignedDuration::from_mins(5);

/// How many are, at about a hundred bytes each; past that the oldest go.
const MOST: usize = 50_000;

/// Who sent it, in which run, and when the stretch began.
type Key = (String, Uuid, Timestamp);

/// The heartbeats of the last five minutes, so that one that comes again can be answered as such.
#[derive(Default)]
pub struct RecentHeartbeats(Mutex<Memory>);

#[derive(Default)]
struct Memory {
    known: HashSet<Key>,
    by_age: VecDeque<(Timestamp, Key)>,
}

impl RecentHeartbeats {
    /// Whether this student's heartbeat was recorded in the five minutes before `now`.
    pub fn contains(&self, student: &str, heartbeat: &Heartbeat, now: Timestamp) -> bool {
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        memory.forget_before(now - MEMORY);
        memory.known.contains(&key(student, heartbeat))
    }

    /// Remembers that this student's heartbeat was recorded at `now`.
    pub fn record(&self, student: &str, heartbeat: &Heartbeat, now: Timestamp) {
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = key(student, heartbeat);
        if memory.known.insert(key.clone()) {
            memory.by_age.push_back((now, key));
        }
        memory.forget_before(now - MEMORY);
    }
}

impl Memory {
    fn forget_before(&mut self, instant: Timestamp) {
        while let Some((recorded_at, key)) = self.by_age.front()
            && (*recorded_at < instant || self.by_age.len() > MOST)
        {
            self.known.remove(key);
            self.by_age.pop_front();
        }
    }
}

fn key(student: &str, heartbeat: &Heartbeat) -> Key {
    (student.to_owned(), heartbeat.run_id, heartbeat.started_at)
}
