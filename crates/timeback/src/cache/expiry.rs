//! Cache invalidation.

use jiff::Timestamp;

use super::SessionCache;

impl SessionCache {
    /// Invalidates this user's activity in every session, after the platform accepted an event. The next request loads it
    /// again. Sends no requests.
    pub fn expire(&self, timeback_id: &str) {
        self.changes.record(timeback_id);
    }

    /// Invalidates this user's activity from the day of `occurred_at` on, however long ago. See [`expire`](Self::expire).
    pub fn expire_since(&self, timeback_id: &str, occurred_at: Timestamp) {
        self.changes
            .record_event(timeback_id, occurred_at, self.now());
        self.changes.record(timeback_id);
    }

    /// Invalidates everybody's activity: events may have been delivered that this process knows nothing of.
    pub fn expire_all(&self) {
        self.changes.record_all();
    }

    /// Removes a session at sign-out. A load in progress does not bring it back.
    pub fn forget(&self, session: &str) {
        self.sessions.invalidate(session);
    }
}
