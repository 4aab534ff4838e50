//! Transactional outbox for Caliper events: stored before they are acknowledged, delivered in order, then deleted.
//!
//! - An event accepted by [`Outbox::accept`] stays in the [`Store`] until the platform has responded with 200, so neither a
//!   crash nor an outage loses it.
//! - An envelope that is sent again after a crash has the same event ids, so nothing is counted twice.
//! - Events are sent in the order in which they were accepted: a student's events are never reordered.
//! - An event that the platform rejects is dead-lettered with the reason. Other events are not affected.
//! - An event that fails while others succeed is retried with backoff and then dead-lettered. Only the same student's later
//!   events wait for it. During an outage nothing is dead-lettered.
//! - A full store rejects new events instead of growing without limit.
//!
//! One process at a time should deliver from a store; a second one may send an event twice and reorder events.

mod batch;
mod delivery;
mod failure;
mod one_by_one;
mod outgoing;
mod store;

use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::{Notify, broadcast};

pub use outgoing::Outgoing;
pub use store::{Appended, Depth, QueuedEvent, Store, StoreError};

/// Number of deliveries a slow subscriber may lag behind before it misses some.
const BROADCAST_CAPACITY: usize = 1024;

/// Outbox of events for the platform. Cheap to clone; clones share it.
#[derive(Clone)]
pub struct Outbox {
    store: Arc<dyn Store>,
    capacity: u32,
    arrived: Arc<Notify>,
    deliveries: broadcast::Sender<Delivered>,
}

/// Notification that a student's events were delivered, which makes their cached activity outdated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// The student's OneRoster `sourcedId`.
    pub timeback_id: String,
    /// When the earliest of the events occurred.
    pub occurred_at: Option<Timestamp>,
}

/// Error of accepting an event. The event is not stored; the caller may retry.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    /// The outbox is full.
    #[error("too many events wait to be sent")]
    Full,
    /// The store failed.
    #[error("the event could not be kept")]
    Store(#[from] StoreError),
}

impl Outbox {
    /// Creates an outbox of at most `capacity` queued events in `store`.
    pub fn new(store: Arc<dyn Store>, capacity: u32) -> Self {
        Self {
            store,
            capacity,
            arrived: Arc::default(),
            deliveries: broadcast::Sender::new(BROADCAST_CAPACITY),
        }
    }

    /// Accepts an event for delivery. When this returns, the event is stored durably. Accepting a queued event again has no
    /// effect.
    ///
    /// # Errors
    /// Returns [`OutboxError::Full`] when the outbox is full and [`OutboxError::Store`] when the store fails.
    pub async fn accept(&self, event: &Outgoing) -> Result<(), OutboxError> {
        match self.store.append(event, self.capacity).await? {
            Appended::New => {
                self.arrived.notify_one();
                Ok(())
            }
            Appended::Duplicate => Ok(()),
            Appended::Full => Err(OutboxError::Full),
        }
    }

    /// Looks for queued events at once: another process may have queued one.
    pub fn wake(&self) {
        self.arrived.notify_one();
    }

    /// Subscribes to notifications of delivered events.
    pub fn deliveries(&self) -> broadcast::Receiver<Delivered> {
        self.deliveries.subscribe()
    }

    /// Deletes the events dead-lettered before `instant`, because they contain student data.
    ///
    /// # Errors
    /// Returns [`StoreError`] when the store fails.
    pub async fn delete_dead_letters_before(&self, instant: Timestamp) -> Result<(), StoreError> {
        self.store.delete_dead_letters_before(instant).await
    }

    /// Returns the outbox's depth: queued, retrying and dead-lettered events.
    ///
    /// # Errors
    /// Returns [`StoreError`] when the store fails.
    pub async fn depth(&self) -> Result<Depth, StoreError> {
        self.store.depth().await
    }
}
