//! Session cache of profiles: single-flight loading, one entry per session, in the time zone of its student, removed at
//! sign-out.

mod cached_profile;
mod changes;
mod courses;
mod deadline;
mod entry_key;
mod expiry;
mod fetch;
mod record;
mod revision;
mod session;
mod shared;
mod shared_profile;
mod students;
mod zone;

use std::{fmt, sync::Arc, time::Duration};

use self::{
    changes::Changes,
    courses::CourseResult,
    deadline::PendingLoads,
    entry_key::EntryKey,
    session::{ProfileResult, Resolution, SessionEntry},
    students::StudentsResult,
};
pub use self::{deadline::PartsByDeadline, revision::Revision, shared::SharedProfiles};
use super::{
    ProfileOptions, Snapshot, Timeback, UserError, UserResolutionError, Verification,
    transport::SingleFlight,
    user::{ProfileParts, UserClient, verification},
};

/// Whether a cached profile is acceptable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Use the cached profile if it is complete and from today.
    Cached,
    /// Bypass the cache. Concurrent requests for the same address share one load, as do requests of one session within a
    /// second.
    Fresh,
}

/// Cache of profiles by session. Concurrent loads of the same user are deduplicated. Cheap to clone.
///
/// Results are cached, including "no such user"; failures are not. Requires a tokio runtime: each load is a spawned task,
/// so a cancelled caller does not cancel it for the others.
///
/// Days are those of the [options](Self::with_options); [`in_zone`](Self::in_zone) serves a session in the time zone of
/// its student.
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
    lookups: SingleFlight<EntryKey, Resolution>,
    loads: SingleFlight<EntryKey, ProfileResult>,
    courses: SingleFlight<(EntryKey, String), CourseResult>,
    rosters: SingleFlight<EntryKey, StudentsResult>,
    pending: PendingLoads,
    shared: Option<Arc<dyn SharedProfiles>>,
}

impl SessionCache {
    /// Creates a cache of at most `capacity` sessions. An entry expires after `time_to_idle` without access.
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
            lookups: SingleFlight::new(),
            loads: SingleFlight::new(),
            courses: SingleFlight::new(),
            rosters: SingleFlight::new(),
            pending: PendingLoads::default(),
            shared: None,
        }
    }

    /// Returns the cache, emptied, with other profile options.
    #[must_use]
    pub fn with_options(self, options: ProfileOptions) -> Self {
        self.sessions.invalidate_all();
        Self { options, ..self }
    }

    /// Returns the client for users, with these options. What it loads is not cached.
    pub fn user(&self) -> UserClient<'_> {
        self.timeback.user().with_options(&self.options)
    }

    /// Returns the profile options.
    pub fn options(&self) -> &ProfileOptions {
        &self.options
    }

    /// Returns whether the session's student is a Timeback user. Sends one lookup, or none if the result is cached.
    ///
    /// # Errors
    /// Returns the errors of [`verify`](crate::UserClient::verify).
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

    /// Returns the session's complete snapshot. The first load reuses the user found by a verification; with
    /// [`Freshness::Fresh`] everything is loaded again.
    ///
    /// # Errors
    /// Returns the errors of [`get_profile`](crate::UserClient::get_profile). After a failure [`parts`](Self::parts) still
    /// returns the last good profile.
    pub async fn snapshot(
        &self,
        session: &str,
        email: &str,
        freshness: Freshness,
    ) -> Result<Arc<Snapshot>, UserError> {
        let entry = self.entry(session, email);
        let known = || match freshness {
            Freshness::Cached => entry.fresh(self.today()),
            Freshness::Fresh => entry.just_refreshed(self.today(), self.now()),
        };
        let snapshot = match self.fetch(&entry, freshness, known).await {
            Ok(profile) => profile.snapshot(),
            Err(error) => Err(error.into()),
        };
        if snapshot.is_err()
            && freshness == Freshness::Cached
            && let Some(last) = entry.last_complete(self.today())
        {
            return last.snapshot();
        }
        snapshot
    }

    /// Returns the session's profile in parts, for pages that can show an incomplete profile. A part that cannot be fetched
    /// is replaced by the last known one for up to 24 hours, marked as stale. With [`Freshness::Fresh`] the profile is
    /// complete or the call fails.
    ///
    /// Only missing and stale parts are loaded again. Activity is loaded incrementally: days before the last two are kept
    /// as sums, and reloaded only after [`expire`](Self::expire), or with the full history every six hours.
    ///
    /// # Errors
    /// Returns [`UserError::Resolution`] when nothing is cached and the user cannot be resolved; with [`Freshness::Fresh`]
    /// also the errors of [`snapshot`](Self::snapshot).
    pub async fn parts(
        &self,
        session: &str,
        email: &str,
        freshness: Freshness,
    ) -> Result<Arc<ProfileParts>, UserError> {
        self.entry_parts(&self.entry(session, email), freshness)
            .await
    }

    async fn entry_parts(
        &self,
        entry: &Arc<SessionEntry>,
        freshness: Freshness,
    ) -> Result<Arc<ProfileParts>, UserError> {
        let known = || match freshness {
            Freshness::Cached => entry.usable(self.today(), self.now()),
            Freshness::Fresh => entry.just_refreshed(self.today(), self.now()),
        };
        let result = self.fetch(entry, freshness, known).await;
        match (freshness, result) {
            (Freshness::Fresh, result) => {
                let profile = result?;
                profile.snapshot()?;
                Ok(profile.parts)
            }
            (Freshness::Cached, Ok(profile)) => Ok(entry.parts().unwrap_or(profile.parts)),
            (Freshness::Cached, Err(error)) => entry.parts().ok_or(error.into()),
        }
    }

    /// Returns the session's cached parts if they are complete, from today, and by the days of this time zone. Sends no
    /// requests.
    pub fn peek(&self, session: &str) -> Option<Arc<ProfileParts>> {
        let profile = self.cached_entry(session)?.fresh(self.today())?;
        Some(profile.ok()?.parts)
    }

    /// Returns the session's cached parts, of any day in this time zone. Sends no requests.
    pub fn last_parts(&self, session: &str) -> Option<Arc<ProfileParts>> {
        self.cached_entry(session)?.parts()
    }

    /// Whether the session has an entry, in whatever time zone.
    pub fn contains(&self, session: &str) -> bool {
        self.sessions.contains_key(session)
    }

    /// Returns the approximate number of cached sessions. May include some that have expired.
    pub fn count(&self) -> u64 {
        self.sessions.entry_count()
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
