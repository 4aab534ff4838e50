use std::sync::{Arc, PoisonError, RwLock};

use crate::{EndedSession, SessionId, UserId};

/// The event that sessions ended, published once their end is committed, or may be: also when the database did not
/// answer the commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionsEnded {
    /// The sessions; at least one.
    pub sessions: Vec<EndedSession>,
}

/// The event that a user has another address, published once the change is committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressChanged {
    /// The user.
    pub user: UserId,
    /// Their sessions, which go on.
    pub sessions: Vec<SessionId>,
}

/// The event that a user has another time zone, published once the change is committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeZoneChanged {
    /// The user.
    pub user: UserId,
    /// Their sessions, which go on.
    pub sessions: Vec<SessionId>,
}

/// The event that an operation has committed, or may have.
#[derive(Clone)]
pub(super) struct Committed;

/// The subscribers to an event. Cheap to clone; clones share the list.
#[derive(Clone)]
pub(super) struct Subscribers<E>(Arc<RwLock<Vec<Subscriber<E>>>>);

type Subscriber<E> = Arc<dyn Fn(&E) + Send + Sync>;

impl<E> Default for Subscribers<E> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<E> Subscribers<E> {
    /// Adds a subscriber.
    pub fn add(&self, subscriber: impl Fn(&E) + Send + Sync + 'static) {
        let mut subscribers = self.0.write().unwrap_or_else(PoisonError::into_inner);
        subscribers.push(Arc::new(subscriber));
    }

    /// Calls every subscriber.
    pub fn publish(&self, event: &E) {
        // Cloned, so that a subscriber may subscribe.
        let subscribers = self
            .0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        for subscriber in subscribers {
            subscriber(event);
        }
    }
}

/// The changes of a unit of work: published when it is committed, and sent as webhooks.
#[derive(Default)]
pub(super) struct Events {
    /// The sessions that it ended.
    pub ended: Vec<EndedSession>,
    /// The sessions that it began.
    pub began: Vec<(UserId, SessionId)>,
    /// The users that it created.
    pub created: Vec<UserId>,
    /// The users that it deleted.
    pub deleted: Vec<UserId>,
    /// The addresses that it changed.
    pub readdressed: Vec<AddressChanged>,
    /// The time zones that it changed.
    pub time_zones: Vec<TimeZoneChanged>,
}
