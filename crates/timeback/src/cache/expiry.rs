//! What is known becomes outdated, or is dropped.

use jiff::Timestamp;

use super::SessionCache;

impl SessionCache {
    /// Notes that the platform has taken in something this user did: what is known of their activity is outdated, in every
    /// session, and is asked for again by who wants to know next. Asks nobody.
    pub fn expire(&self, timeback_id: &str) {
        self.changes.record(timeback_id);
    }

    /// [`expire`](Self::expire) for an event of which is known when it occurred: the days from then on are asked for
    /// again, however long ago that is.
    pub fn expire_since(&self, timeback_id: &str, occurred_at: Timestamp) {
        self.changes
            .record_event(timeback_id, occurred_at, self.now());
        self.changes.record(timeback_id);
    }

    /// Drops what is known about the session, at sign-out. A flight under way does not bring it back.
    pub fn forget(&self, session: &str) {
        self.sessions.invalidate(session);
    }
}
