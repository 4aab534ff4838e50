//! Cache invalidation.

use jiff::Timestamp;

use super::SessionCache;

impl SessionCache {
    /// Invalidates this user's activity in every session, from the day of `occurred_at` on, however long ago, after the
    /// platform accepted an event. The next request loads it again. Sends no requests.
    ///
    /// Returns the number of the change among processes that share profiles, for the others'
    /// [`expire_here`](Self::expire_here).
    pub async fn expire(&self, timeback_id: &str, occurred_at: Option<Timestamp>) -> Option<u64> {
        let number = match &self.shared {
            Some(shared) => shared.record_change(timeback_id).await,
            None => None,
        };
        self.expire_here(timeback_id, occurred_at, number);
        number
    }

    /// Invalidates this user's activity in this process, after another one did, whose [`expire`](Self::expire) returned
    /// `number`.
    pub fn expire_here(
        &self,
        timeback_id: &str,
        occurred_at: Option<Timestamp>,
        number: Option<u64>,
    ) {
        if let Some(occurred_at) = occurred_at {
            let now = self.now();
            self.changes.record_event(timeback_id, occurred_at, now);
        }
        self.changes.record(timeback_id, number);
    }

    /// Invalidates everybody's activity: events may have been delivered that this process knows nothing of.
    pub fn expire_all(&self) {
        self.changes.record_all();
    }

    /// Removes a session at sign-out. A load in progress does not bring it back.
    pub fn forget(&self, session: &str) {
        self.sessions.invalidate(session);
        if let Some(shared) = &self.shared {
            shared.remove(session);
        }
    }
}
