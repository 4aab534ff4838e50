//! One flight per question, one entry per session, dropped at sign-out.

mod asking;
mod changes;
mod deadline;
mod expiry;
mod reading;
mod session;

use std::{fmt, sync::Arc, time::Duration};

use jiff::{Timestamp, civil::Date};

pub use self::deadline::PartsByDeadline;
use self::{
    changes::Changes,
    deadline::LoadsUnderWay,
    session::{Outcome, Resolution, SessionEntry},
};
use super::{
    ProfileOptions, Snapshot, Timeback, UserError, UserResolutionError, Verification,
    transport::Flights,
    user::{ProfileParts, verification},
};

/// Whether what the session already knows will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// A reading of the same day will do.
    Cached,
    /// Ask the platform; whoever asks for the same address meanwhile, or in the same session within a second, gets the
    /// same answer.
    Fresh,
}

/// Remembers per session what Timeback said about its student, and asks once for all who want to know. Cheap to clone.
///
/// Answers are remembered ("no such user" is one), failures are not. Use within a tokio runtime: a question is a
/// task of its own, so a caller who goes away does not cancel it for the others.
///
/// ```no_run
/// # async fn example(timeback: timeback::Timeback) -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use timeback::{Freshness, SessionCache};
///
/// let cache = SessionCache::new(timeback, 10_000, Duration::from_hours(12));
/// let known = cache.snapshot("session-1", "student@example.com", Freshness::Cached).await?;
/// println!("{} XP today", known.profile.xp.today);
/// cache.forget("session-1"); // at sign-out
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct SessionCache {
    timeback: Timeback,
    options: ProfileOptions,
    sessions: moka::sync::Cache<String, Arc<SessionEntry>>,
    changes: Changes,
    lookups: Flights<String, Resolution>,
    readings: Flights<String, Outcome>,
    under_way: LoadsUnderWay,
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
            options: ProfileOptions::default(),
            sessions,
            changes: Changes::new(),
            lookups: Flights::new(),
            readings: Flights::new(),
            under_way: LoadsUnderWay::default(),
        }
    }

    /// The same cache, empty, for profiles made with these options.
    #[must_use]
    pub fn with_options(self, options: ProfileOptions) -> Self {
        self.sessions.invalidate_all();
        Self { options, ..self }
    }

    /// How the profiles are made.
    pub fn options(&self) -> &ProfileOptions {
        &self.options
    }

    /// Whether the session's student exists in Timeback; one lookup upstream at most, none once anything is known.
    ///
    /// # Errors
    /// As [`verify`](crate::UserClient::verify).
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
        verification(resolved.as_ref().map(|user| user.id.as_str()))
    }

    /// The session's snapshot, whole or not at all. A first one reuses the user that a verification found; a fresh one
    /// starts anew.
    ///
    /// # Errors
    /// As [`get_profile`](crate::UserClient::get_profile). After a failure the last good reading stays with
    /// [`parts`](Self::parts).
    pub async fn snapshot(
        &self,
        session: &str,
        email: &str,
        freshness: Freshness,
    ) -> Result<Arc<Snapshot>, UserError> {
        let entry = self.entry(session, email);
        let known = || match freshness {
            Freshness::Cached => entry.whole(self.today()),
            Freshness::Fresh => entry.reading_of_this_moment(self.today(), self.now()),
        };
        let snapshot = match self.ask(&entry, freshness, known).await {
            Ok(reading) => reading.snapshot,
            Err(error) => Err(error.into()),
        };
        match (freshness, &snapshot, entry.last_whole(self.today())) {
            (Freshness::Cached, Err(_), Some(last)) => last.snapshot,
            _ => snapshot,
        }
    }

    /// The session's profile in parts, for a page that shows what is known. A part that cannot be fetched is the last
    /// known one for at most 24 hours, marked as stale. A fresh one is whole or fails, so that who asked for it is told.
    ///
    /// Only what is missing or stale is asked for again; of activity, closed days are not, unless something is known to
    /// have changed on them ([`expire_since`](Self::expire_since)): the days before the last two are kept as sums, and the
    /// whole history is asked for every six hours.
    ///
    /// # Errors
    /// [`UserError::Resolution`] when nothing is known; for a fresh one as [`snapshot`](Self::snapshot).
    pub async fn parts(
        &self,
        session: &str,
        email: &str,
        freshness: Freshness,
    ) -> Result<Arc<ProfileParts>, UserError> {
        let entry = self.entry(session, email);
        let known = || match freshness {
            Freshness::Cached => entry.will_do(self.today(), self.now()),
            Freshness::Fresh => entry.reading_of_this_moment(self.today(), self.now()),
        };
        let outcome = self.ask(&entry, freshness, known).await;
        match (freshness, outcome) {
            (Freshness::Fresh, outcome) => {
                let reading = outcome?;
                reading.snapshot?;
                Ok(reading.parts)
            }
            (Freshness::Cached, Ok(reading)) => Ok(entry.parts().unwrap_or(reading.parts)),
            (Freshness::Cached, Err(error)) => entry.parts().ok_or(error.into()),
        }
    }

    /// The session's parts if they are whole and of the present day. Asks nobody.
    pub fn peek(&self, session: &str) -> Option<Arc<ProfileParts>> {
        let reading = self.sessions.get(session)?.whole(self.today())?;
        Some(reading.ok()?.parts)
    }

    /// The session's last parts, of whatever day. Asks nobody.
    pub fn last_parts(&self, session: &str) -> Option<Arc<ProfileParts>> {
        self.sessions.get(session)?.parts()
    }

    /// How many sessions something is known about, more or less: those that ran out may be among them for a while.
    pub fn count(&self) -> u64 {
        self.sessions.entry_count()
    }

    /// The session's entry; another address means another student, of whom nothing is known.
    fn entry(&self, session: &str, email: &str) -> Arc<SessionEntry> {
        let new = || Arc::new(SessionEntry::new(email, self.changes.clone()));
        let entry = self.sessions.get_with_by_ref(session, new);
        if entry.email == email {
            return entry;
        }
        let entry = new();
        self.sessions.insert(session.to_owned(), Arc::clone(&entry));
        entry
    }

    fn now(&self) -> Timestamp {
        self.timeback.clock().now()
    }

    fn today(&self) -> Date {
        self.options.day.date(self.now())
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
