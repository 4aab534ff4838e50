//! Invalidation of cached profiles.

use identity::SessionId;
use jiff::Timestamp;

use super::Profiles;

impl Profiles {
    /// Drops the profile of each session that ends from now on and closes its live pages. A change of the e-mail
    /// address does the same, because Timeback identifies students by it. A change of the time zone closes the live pages,
    /// which come back with the new one.
    pub(in crate::server) fn forget_with_sessions(&self) {
        // Not `Identity` itself: the subscriber would keep it alive forever.
        let (live, cache) = (self.live.clone(), self.cache.clone());
        let forget = move |session: &SessionId| {
            live.end(session.as_str());
            cache.forget(session.as_str());
        };
        let too = forget.clone();
        let live = self.live.clone();
        self.identity.on_time_zone_changed(move |changed| {
            let sessions = changed.sessions.iter().map(SessionId::as_str);
            sessions.for_each(|session| live.end(session));
        });
        self.identity.on_sessions_ended(move |ended| {
            ended
                .sessions
                .iter()
                .map(|ended| &ended.id)
                .for_each(&forget);
        });
        self.identity
            .on_address_changed(move |changed| changed.sessions.iter().for_each(&too));
    }

    /// Marks this student's activity as stale: the next read fetches it again.
    pub fn expire(&self, timeback_id: &str) {
        self.cache.expire(timeback_id);
    }

    /// Marks this student's activity since `occurred_at` as stale and notifies their live pages, as Timeback has
    /// recorded a new event.
    pub fn earned(&self, timeback_id: &str, occurred_at: Option<Timestamp>) {
        match occurred_at {
            Some(occurred_at) => self.cache.expire_since(timeback_id, occurred_at),
            None => self.cache.expire(timeback_id),
        }
        self.live.earned(timeback_id);
    }
}
