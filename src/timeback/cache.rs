//! One flight per question, one entry per session, dropped at sign-out.

use std::{fmt, sync::Arc, time::Duration};

use jiff::Timestamp;

use super::{
    Snapshot, Timeback, UserError, UserResolutionError, Verification,
    flight::Flights,
    session::{Reading, Resolution, SessionEntry},
};

/// Whether what the session already knows will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// A reading of the same UTC day will do.
    Cached,
    /// Ask the platform; whoever asks for the same address meanwhile, or in the same session within a second, gets the
    /// same answer.
    Fresh,
}

/// Remembers per session what Timeback said about its student, and asks once for all who want to know. Cheap to clone.
///
/// Answers are remembered ("no such user" is one), failures are not. Use within a tokio runtime: a question is a
/// task of its own, so a caller who goes away does not cancel it for the others.
#[derive(Clone)]
pub struct SessionCache {
    timeback: Timeback,
    sessions: moka::sync::Cache<String, Arc<SessionEntry>>,
    lookups: Flights<String, Resolution>,
    readings: Flights<String, Reading>,
}

impl SessionCache {
    /// A cache of at most `capacity` sessions, each dropped when nobody asked for it during `time_to_idle`.
    pub fn new(timeback: Timeback, capacity: u64, time_to_idle: Duration) -> Self {
        let sessions = moka::sync::Cache::builder()
            .max_capacity(capacity)
            .time_to_idle(time_to_idle)
            .build();
        Self {
            timeback,
            sessions,
            lookups: Flights::new(),
            readings: Flights::new(),
        }
    }

    /// Whether the session's student exists in Timeback; one lookup upstream at most, none once anything is known.
    ///
    /// # Errors
    /// As [`verify`](super::UserClient::verify).
    pub async fn verification(
        &self,
        session: &str,
        email: &str,
    ) -> Result<Verification, UserResolutionError> {
        let entry = self.entry(session, email);
        if let Some(known) = entry.verification() {
            return known;
        }
        let resolved = self.resolve(&entry, Freshness::Cached).await;
        super::user::verification(resolved.as_ref().map(|user| user.id.as_str()))
    }

    /// The session's snapshot. A first one reuses the user that a verification found; a fresh one starts anew.
    ///
    /// # Errors
    /// As [`get_profile`](super::UserClient::get_profile). After a failure the last good snapshot stays with
    /// [`peek`](Self::peek).
    pub async fn snapshot(
        &self,
        session: &str,
        email: &str,
        freshness: Freshness,
    ) -> Result<Arc<Snapshot>, UserError> {
        let entry = self.entry(session, email);
        let known = || match freshness {
            Freshness::Cached => entry.reading(&self.today()),
            Freshness::Fresh => entry.reading_of_this_moment(&self.today(), self.now()),
        };
        if let Some(known) = known() {
            return known;
        }
        let (writer, clock) = (Arc::clone(&entry), self.timeback.clock().clone());
        let read = || self.clone().read(Arc::clone(&entry), freshness);
        let record = move |reading: &Reading| {
            writer.record_reading(reading);
            if freshness == Freshness::Fresh {
                writer.record_refresh(reading, clock.now());
            }
        };
        self.readings
            .ask(email.to_owned(), known, record, read)
            .await
    }

    /// The session's snapshot if it is there and of the present UTC day. Asks nobody.
    pub fn peek(&self, session: &str) -> Option<Arc<Snapshot>> {
        self.sessions.get(session)?.reading(&self.today())?.ok()
    }

    /// How many sessions something is known about, more or less: those that ran out may be among them for a while.
    pub fn count(&self) -> u64 {
        self.sessions.entry_count()
    }

    /// Drops what is known about the session, at sign-out. A flight under way does not bring it back.
    pub fn forget(&self, session: &str) {
        self.sessions.invalidate(session);
    }

    /// The session's entry; another address means another student, of whom nothing is known.
    fn entry(&self, session: &str, email: &str) -> Arc<SessionEntry> {
        let new = || Arc::new(SessionEntry::new(email));
        let entry = self.sessions.get_with_by_ref(session, new);
        if entry.email == email {
            return entry;
        }
        let entry = new();
        self.sessions.insert(session.to_owned(), Arc::clone(&entry));
        entry
    }

    async fn read(self, entry: Arc<SessionEntry>, freshness: Freshness) -> Reading {
        let operation = self.timeback.operation();
        let user = self.resolve(&entry, freshness).await?;
        self.timeback
            .user()
            .load(operation, user)
            .await
            .map(Arc::new)
    }

    async fn resolve(&self, entry: &Arc<SessionEntry>, freshness: Freshness) -> Resolution {
        let known = || match freshness {
            Freshness::Cached => entry.resolution(),
            Freshness::Fresh => None,
        };
        let writer = Arc::clone(entry);
        let record = move |resolution: &Resolution| writer.record_resolution(resolution);
        let lookup = || {
            let (timeback, email) = (self.timeback.clone(), entry.email.clone());
            async move { timeback.user().resolve(&email).await }
        };
        self.lookups
            .ask(entry.email.clone(), known, record, lookup)
            .await
    }

    fn now(&self) -> Timestamp {
        self.timeback.clock().now()
    }

    fn today(&self) -> String {
        self.timeback.clock().today().to_string()
    }
}

impl fmt::Debug for SessionCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sessions = self.sessions.entry_count();
        f.debug_struct("SessionCache")
            .field("sessions", &sessions)
            .finish_non_exhaustive()
    }
}
