//! Log of received events, in the order of arrival, deduplicated by id.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde_json::Value;

use super::envelope::Envelope;
use super::event::Event;

/// Maximum number of events stored completely; of older ones only the ids are stored.
const MAX_STORED: usize = 50_000;

/// Maximum number of jobs stored.
const MAX_JOBS: usize = 10_000;

/// Log of received events. Ids are stored until [`EventLog::reset`].
#[derive(Debug, Default)]
pub struct EventLog(Mutex<Entries>);

#[derive(Debug, Default)]
struct Entries {
    numbers: HashMap<String, u64>,
    stored: VecDeque<StoredEvent>,
    jobs: VecDeque<Job>,
    counts: Counts,
}

/// Counts of what was received.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Distinct events.
    pub events: u64,
    /// Duplicates of earlier events.
    pub duplicates: u64,
    /// Envelopes.
    pub envelopes: u64,
}

/// A received event with the platform's additions.
#[derive(Debug, Clone)]
pub struct StoredEvent {
    /// The platform's number of the event, from 1.
    pub number: u64,
    /// The id assigned by the sensor.
    pub id: String,
    /// The sensor.
    pub sensor: String,
    /// The IRI of the actor; may be empty.
    pub actor_id: String,
    /// The e-mail address of the actor; may be empty.
    pub actor_email: String,
    /// The sourcedId of the actor, or the last segment of its IRI.
    pub sourced_id: String,
    /// When it occurred.
    pub occurred_at: Timestamp,
    /// When its sensor sent it.
    pub sent_at: Timestamp,
    /// When it was received.
    pub received_at: Timestamp,
    /// The event as a string, which takes a quarter of the memory of a [`Value`].
    json: String,
}

/// A job that processed one envelope.
#[derive(Debug, Clone)]
pub struct Job {
    /// The id.
    pub id: u64,
    /// When it was processed.
    pub received_at: Timestamp,
    /// The number and the id of each event, duplicates included.
    pub results: Vec<(u64, String)>,
}

impl EventLog {
    /// Appends the events of `envelope`, and calls `on_new` with each one that is no duplicate. Envelopes are processed
    /// one at a time. Returns the id of the job.
    pub fn append(
        &self,
        envelope: Envelope,
        received_at: Timestamp,
        mut on_new: impl FnMut(&mut Event),
    ) -> u64 {
        let mut entries = self.lock();
        let mut results = Vec::with_capacity(envelope.events.len());
        for mut event in envelope.events {
            let known = entries.numbers.get(&event.id).copied();
            let number = if let Some(number) = known {
                entries.counts.duplicates += 1;
                number
            } else {
                on_new(&mut event);
                entries.store(&event, &envelope.sensor, envelope.sent_at, received_at)
            };
            results.push((number, event.id));
        }
        entries.finish_job(results, received_at)
    }

    /// Returns the counts.
    pub fn counts(&self) -> Counts {
        self.lock().counts
    }

    /// Returns a page of the stored events that match, in the order of arrival, and their total number.
    pub fn page(
        &self,
        matches: impl Fn(&StoredEvent) -> bool,
        offset: usize,
        limit: usize,
    ) -> (Vec<StoredEvent>, usize) {
        let entries = self.lock();
        let found = entries.stored.iter().filter(|event| matches(event));
        let total = found.clone().count();
        (found.skip(offset).take(limit).cloned().collect(), total)
    }

    /// Returns the stored event with this id.
    pub fn find(&self, id: &str) -> Option<StoredEvent> {
        let entries = self.lock();
        let number = *entries.numbers.get(id)?;
        let first = entries.stored.front()?.number;
        let place = usize::try_from(number.checked_sub(first)?).ok()?;
        entries.stored.get(place).cloned()
    }

    /// Returns the job with this id.
    pub fn find_job(&self, id: &str) -> Option<Job> {
        let id: u64 = id.parse().ok()?;
        self.lock().jobs.iter().find(|job| job.id == id).cloned()
    }

    /// Removes everything.
    pub fn reset(&self) {
        *self.lock() = Entries::default();
    }

    fn lock(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entries {
    fn store(
        &mut self,
        event: &Event,
        sensor: &str,
        sent_at: Timestamp,
        received_at: Timestamp,
    ) -> u64 {
        self.counts.events += 1;
        let number = self.counts.events;
        self.numbers.insert(event.id.clone(), number);
        self.stored.push_back(StoredEvent {
            number,
            id: event.id.clone(),
            sensor: sensor.to_owned(),
            actor_id: event.actor.id.clone(),
            actor_email: event.actor.email.clone(),
            sourced_id: event.actor.sourced_id.clone(),
            occurred_at: event.occurred_at,
            sent_at,
            received_at,
            json: event.json.clone(),
        });
        if self.stored.len() > MAX_STORED {
            self.stored.pop_front();
        }
        number
    }

    fn finish_job(&mut self, results: Vec<(u64, String)>, received_at: Timestamp) -> u64 {
        self.counts.envelopes += 1;
        let id = self.counts.envelopes;
        self.jobs.push_back(Job {
            id,
            received_at,
            results,
        });
        if self.jobs.len() > MAX_JOBS {
            self.jobs.pop_front();
        }
        id
    }
}

impl StoredEvent {
    /// Parses the event as it was sent.
    pub fn event(&self) -> Value {
        serde_json::from_str(&self.json).unwrap_or_default()
    }
}
