use futures_util::future::BoxFuture;
use jiff::Timestamp;

use super::Outgoing;

/// Error of an outbox store, with its cause as source.
#[derive(Debug, thiserror::Error)]
#[error("the outbox's store failed")]
pub struct StoreError(#[source] Box<dyn std::error::Error + Send + Sync>);

impl StoreError {
    /// Wraps the cause.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(source.into())
    }
}

/// Storage of an outbox. Every operation must be atomic and durable when it returns.
pub trait Store: Send + Sync {
    /// Appends an event, unless `capacity` events are queued.
    fn append<'a>(
        &'a self,
        event: &'a Outgoing,
        capacity: u32,
    ) -> BoxFuture<'a, Result<Appended, StoreError>>;

    /// Returns the oldest sendable events, at most `limit`, in the order in which they were appended. Excludes postponed
    /// events that are not due and later events of the same students.
    fn next_batch(&self, limit: u32) -> BoxFuture<'_, Result<Vec<QueuedEvent>, StoreError>>;

    /// Deletes delivered events.
    fn delete_delivered<'a>(
        &'a self,
        event_ids: &'a [&'a str],
    ) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Postpones an event to `due_at`, with its total number of failed attempts and the reason of the last one.
    fn postpone<'a>(
        &'a self,
        event_id: &'a str,
        attempts: u32,
        reason: &'a str,
        due_at: Timestamp,
    ) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Dead-letters an event with the reason. It is kept but no longer queued.
    fn dead_letter<'a>(
        &'a self,
        event_id: &'a str,
        reason: &'a str,
    ) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Deletes the events dead-lettered before `instant`.
    fn delete_dead_letters_before(
        &self,
        instant: Timestamp,
    ) -> BoxFuture<'_, Result<(), StoreError>>;

    /// Returns the outbox's depth.
    fn depth(&self) -> BoxFuture<'_, Result<Depth, StoreError>>;
}

/// A queued event.
#[derive(Clone, PartialEq)]
pub struct QueuedEvent {
    /// The event.
    pub outgoing: Outgoing,
    /// Failed attempts while others succeeded.
    pub attempts: u32,
}

/// Result of appending an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// The event was appended.
    New,
    /// An event with this id exists already.
    Duplicate,
    /// The outbox is full.
    Full,
}

/// Number of events in an outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Depth {
    /// Queued events.
    pub waiting: u64,
    /// When the oldest queued event was accepted.
    pub oldest_at: Option<Timestamp>,
    /// Queued events that failed before.
    pub retrying: u64,
    /// Dead-lettered events.
    pub dead: u64,
}
