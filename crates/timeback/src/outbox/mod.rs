//! What waits to be sent to Caliper: kept before it is answered for, sent in order, forgotten once the platform has it.
//!
//! - What [`Outbox::accept`] took is in the [`Store`], and stays there until the platform said 200: a crash or an outage
//!   loses nothing.
//! - An envelope that is sent again after a crash repeats ids that the platform knows already, so nothing counts twice.
//! - Events leave in the order in which they were accepted, so a student's later event never goes before an earlier one.
//! - An event that the platform refuses is set aside with the reason; everything else goes on.
//! - An event that fails while others pass is tried again after growing pauses, and then set aside, too. Only its own
//!   student's later events wait for it. In an outage nobody is at fault, and nothing is set aside.
//! - A store that is full says so at once, instead of growing until the disk is.
//!
//! One process delivers from a store; a second one would be harmless, but could overtake the first.

mod careful;
mod delivery;
mod failure;
mod outgoing;
mod round;
mod store;

use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::{Notify, broadcast};

pub use outgoing::Outgoing;
pub use store::{Appended, Depth, Store, StoreError, Waiting};

/// How many deliveries a slow listener may fall behind before it misses some.
const DELIVERIES_KEPT: usize = 1024;

/// Events on their way to the platform. Cheap to clone; clones are the same outbox.
#[derive(Clone)]
pub struct Outbox {
    store: Arc<dyn Store>,
    room: u32,
    arrived: Arc<Notify>,
    deliveries: broadcast::Sender<Delivered>,
}

/// Something of this student reached the platform: what is known of them is out of date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// The sourcedId of the student.
    pub timeback_id: String,
    /// When it occurred; of several, the earliest.
    pub occurred_at: Option<Timestamp>,
}

/// Why an event was not accepted. It is not kept; whoever brought it may bring it again.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    /// As many events wait as there is room for. Room is made as soon as the platform takes some.
    #[error("too many events wait to be sent")]
    Full,
    /// The store failed.
    #[error("the event could not be kept")]
    Store(#[from] StoreError),
}

impl Outbox {
    /// An outbox in `store` with room for so many waiting events.
    pub fn new(store: Arc<dyn Store>, room: u32) -> Self {
        Self {
            store,
            room,
            arrived: Arc::default(),
            deliveries: broadcast::Sender::new(DELIVERIES_KEPT),
        }
    }

    /// Takes an event in. When this returns, the event is kept and will be sent; one that waits already is accepted
    /// again and sent once.
    ///
    /// # Errors
    /// [`OutboxError`]; the event is not kept then.
    pub async fn accept(&self, event: &Outgoing) -> Result<(), OutboxError> {
        match self.store.append(event, self.room).await? {
            Appended::New => {
                self.arrived.notify_one();
                Ok(())
            }
            Appended::Known => Ok(()),
            Appended::Full => Err(OutboxError::Full),
        }
    }

    /// Hears of every event that reaches the platform from now on.
    pub fn deliveries(&self) -> broadcast::Receiver<Delivered> {
        self.deliveries.subscribe()
    }

    /// Forgets the events that were set aside before `instant`: they name a student, and nobody asked for them.
    ///
    /// # Errors
    /// The store's.
    pub async fn forget_refused(&self, instant: Timestamp) -> Result<(), StoreError> {
        self.store.forget_refused(instant).await
    }

    /// How much waits, since when, and how much was set aside.
    ///
    /// # Errors
    /// The store's.
    pub async fn depth(&self) -> Result<Depth, StoreError> {
        self.store.depth().await
    }
}
