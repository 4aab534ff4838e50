//! Whether what is cached of a session's profile has changed.

use std::{
    fmt,
    sync::{Arc, Weak},
};

use jiff::Timestamp;

use super::{SessionCache, session::SessionEntry};

/// The state of a session's cached profile: its user, its parts, the XP of its courses and the list of its students. Equal
/// revisions are of the same data.
#[derive(Clone)]
pub struct Revision {
    entry: Weak<SessionEntry>,
    number: u64,
    fetched_at: Option<Timestamp>,
}

impl Revision {
    /// Returns when the oldest part of the profile was requested.
    pub fn fetched_at(&self) -> Option<Timestamp> {
        self.fetched_at
    }
}

impl PartialEq for Revision {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number && self.entry.ptr_eq(&other.entry)
    }
}

impl fmt::Debug for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Revision").field(&self.number).finish()
    }
}

impl SessionCache {
    /// Returns the revision of the session's profile. `None` unless [`parts`](Self::parts) would return it without a
    /// request.
    pub fn revision(&self, session: &str) -> Option<Revision> {
        let entry = self.cached_entry(session)?;
        // Before the profile is looked at: one that is recorded meanwhile has another number.
        let number = entry.revision();
        let profile = entry.usable(self.today(), self.now())?.ok()?;
        Some(Revision {
            entry: Arc::downgrade(&entry),
            number,
            fetched_at: profile.parts.fetched_at(),
        })
    }
}
