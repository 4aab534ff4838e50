use futures_util::future::BoxFuture;
use jiff::Timestamp;

use super::Outgoing;

/// A store failed; its source says how.
#[derive(Debug, thiserror::Error)]
#[error("the outbox's store failed")]
pub struct StoreError(#[source] Box<dyn std::error::Error + Send + Sync>);

impl StoreError {
    /// The failure that `source` tells of.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(source.into())
    }
}

/// Where events wait. Each operation is atomic, and done for good when it returns.
pub trait Store: Send + Sync {
    /// Keeps an event behind those already there, unless `room` of them wait.
    fn append<'a>(
        &'a self,
        event: &'a Outgoing,
        room: u32,
    ) -> BoxFuture<'a, Result<Appended, StoreError>>;

    /// The oldest events that may be sent now, at most `limit`, in the order in which they were appended. A postponed one
    /// is not among them before its time, nor are the later ones of its student.
    fn next_batch(&self, limit: u32) -> BoxFuture<'_, Result<Vec<Waiting>, StoreError>>;

    /// Forgets events that the platform has.
    fn delivered<'a>(&'a self, event_ids: &'a [&'a str]) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Notes that an event failed this many times in all, the last time for this reason, and is not to be sent before
    /// `due_at`.
    fn postponed<'a>(
        &'a self,
        event_id: &'a str,
        attempts: u32,
        reason: &'a str,
        due_at: Timestamp,
    ) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Sets an event aside that the platform does not take, with its reason. It waits no more, and is kept.
    fn failed<'a>(
        &'a self,
        event_id: &'a str,
        reason: &'a str,
    ) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Forgets the refused events that were set aside before `instant`.
    fn forget_refused(&self, instant: Timestamp) -> BoxFuture<'_, Result<(), StoreError>>;

    /// How much there is.
    fn depth(&self) -> BoxFuture<'_, Result<Depth, StoreError>>;
}

/// An event that waits.
#[derive(Clone, PartialEq)]
pub struct Waiting {
    /// The event.
    pub outgoing: Outgoing,
    /// How many times it failed while others passed.
    pub attempts: u32,
}

/// What became of an event that was to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// It is kept.
    New,
    /// It was there already, by its id.
    Known,
    /// There is no room for it.
    Full,
}

/// How much is in an outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Depth {
    /// Events that wait.
    pub waiting: u64,
    /// When the oldest of them was accepted.
    pub oldest_at: Option<Timestamp>,
    /// Those of them that failed while others passed, and are tried again.
    pub retrying: u64,
    /// Events that were set aside.
    pub dead: u64,
}
