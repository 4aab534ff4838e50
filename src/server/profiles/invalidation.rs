//! When a cached profile is dropped, or loaded again.

use identity::SessionId;
use jiff::Timestamp;

use super::Profiles;

impl Profiles {
    /// Drops the profile of each session that ends from now on, and closes its live pages. A change of the user's address
    /// does the same: Timeback knows students by it.
    pub(in crate::server) fn forget_with_sessions(&self) {
        // Not the accounts themselves: a subscriber that holds them would keep them for ever.
        let (live, cache) = (self.live.clone(), self.cache.clone());
        let forget = move |session: &SessionId| {
            live.end(session.as_str());
            cache.forget(session.as_str());
        };
        let too = forget.clone();
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

    /// Marks this student's activity as outdated: the next read asks Timeback again.
    pub fn expire(&self, timeback_id: &str) {
        self.cache.expire(timeback_id);
    }

    /// Marks this student's activity since `occurred_at` as outdated, and tells their live pages: Timeback has recorded
    /// something new.
    pub fn earned(&self, timeback_id: &str, occurred_at: Option<Timestamp>) {
        match occurred_at {
            Some(occurred_at) => self.cache.expire_since(timeback_id, occurred_at),
            None => self.cache.expire(timeback_id),
        }
        self.live.earned(timeback_id);
    }
}
