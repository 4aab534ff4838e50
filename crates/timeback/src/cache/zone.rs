//! Sessions in time zones of their own.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};

use super::{SessionCache, entry_key::EntryKey, session::SessionEntry};
use crate::{Day, ProfileOptions, UserKey};

impl SessionCache {
    /// Returns this cache for sessions whose days are those of `day`. Cheap; both share all that is cached.
    ///
    /// A session has one entry, in the time zone it was last loaded in. Asked for in another time zone the entry does not
    /// exist, and the next load replaces it: after a student has changed their time zone, nothing is shown by the days of
    /// the former one. Loads of the same user in different time zones are not shared.
    #[must_use]
    pub fn in_zone(&self, day: &Day) -> Self {
        Self {
            options: ProfileOptions { day: day.clone() },
            ..self.clone()
        }
    }

    /// Returns the session's entry, or a new one if the session's address or time zone changed.
    pub(super) fn entry(&self, session: &str, email: &str) -> Arc<SessionEntry> {
        let new = || {
            let key = EntryKey::of_email(email, &self.options.day);
            Arc::new(SessionEntry::new(session, key, self.changes.clone()))
        };
        let entry = self.sessions.get_with_by_ref(session, new);
        if entry.key.user() == UserKey::Email(email) && entry.key.has_days_of(&self.options.day) {
            return entry;
        }
        let entry = new();
        self.sessions.insert(session.to_owned(), Arc::clone(&entry));
        entry
    }

    /// Returns the session's entry, if there is one in this time zone.
    pub(super) fn cached_entry(&self, session: &str) -> Option<Arc<SessionEntry>> {
        let entry = self.sessions.get(session)?;
        entry.key.has_days_of(&self.options.day).then_some(entry)
    }

    pub(super) fn now(&self) -> Timestamp {
        self.timeback.clock().now()
    }

    pub(super) fn today(&self) -> Date {
        self.options.day.date(self.now())
    }
}
