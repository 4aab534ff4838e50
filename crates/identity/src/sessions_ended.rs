use std::sync::{Arc, PoisonError, RwLock};

use crate::{EndReason, Identity, SessionId, UserId};

/// The event that sessions ended, published once their end is committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionsEnded {
    /// The sessions; at least one.
    pub sessions: Vec<EndedSession>,
}

/// A session that ended, other than by expiry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndedSession {
    /// The session.
    pub id: SessionId,
    /// Its user.
    pub user: UserId,
    /// Why it ended.
    pub reason: EndReason,
}

type Subscriber = Arc<dyn Fn(&SessionsEnded) + Send + Sync>;

/// The subscribers to [`SessionsEnded`]. Cheap to clone; clones share the list.
#[derive(Clone, Default)]
pub(super) struct Subscribers(Arc<RwLock<Vec<Subscriber>>>);

impl Subscribers {
    /// Calls every subscriber, unless no session ended.
    pub fn publish(&self, sessions: Vec<EndedSession>) {
        if sessions.is_empty() {
            return;
        }
        let event = SessionsEnded { sessions };
        // Cloned, so that a subscriber may subscribe.
        let subscribers = self
            .0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        for subscriber in subscribers {
            subscriber(&event);
        }
    }
}

impl Identity {
    /// Calls `subscriber` whenever sessions have ended, in whatever operation of this service or its clones: after the
    /// commit, before the operation returns. It must not block. Sessions that expire end without an event, and what ends
    /// in another process is not published here.
    ///
    /// A subscriber lives as long as the service; it must not hold a clone of it.
    pub fn on_sessions_ended(&self, subscriber: impl Fn(&SessionsEnded) + Send + Sync + 'static) {
        let mut subscribers = self
            .subscribers
            .0
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        subscribers.push(Arc::new(subscriber));
    }
}
