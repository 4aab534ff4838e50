//! The cache entry of one session.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::{
    Freshness, cached_profile::CachedProfile, changes::Changes, courses::CourseXp,
    entry_key::EntryKey, students::StudentEntries,
};
use crate::{
    UserResolutionError, Verification,
    transport::lock,
    user::{ProfileParts, Reusable, UserRecord, verification},
};

/// Refreshes of one session within this time share one load.
pub(super) const REFRESH_DEDUP_WINDOW: SignedDuration = SignedDuration::from_secs(1);

/// Time after a failed load in which cached data is returned without another load, so that page views do not each wait for
/// a platform that hangs.
const FAILURE_COOLDOWN: SignedDuration = SignedDuration::from_secs(5);

pub(super) type Resolution = Result<UserRecord, UserResolutionError>;
pub(super) type ProfileResult = Result<CachedProfile, UserResolutionError>;

/// Cache entry of one session. A load writes to the entry it started from, which after sign-out is no longer in the cache.
pub(super) struct SessionEntry {
    pub key: EntryKey,
    /// The session, where it is the entry of its own user.
    pub session: Option<String>,
    changes: Changes,
    pub state: Mutex<State>,
    /// If this is a guardian's or a teacher's entry: whom they may look at. Goes with the entry at sign-out.
    pub students: Mutex<StudentEntries>,
}

#[derive(Default)]
pub(super) struct State {
    pub cached: Cached,
    pub refreshed_at: Option<Timestamp>,
    pub failed_at: Option<Timestamp>,
    /// By enrollment.
    pub courses: HashMap<String, CourseXp>,
    /// The number of changes to what is cached, and of loads that changed nothing because they failed.
    pub revision: u64,
}

#[derive(Default)]
pub(super) enum Cached {
    #[default]
    Empty,
    /// The resolved user; no profile was loaded yet.
    User(UserRecord),
    /// The user was not found or is ambiguous.
    NoUser(UserResolutionError),
    /// The last loaded profile; failed parts are from the one before, marked as stale.
    Profile(CachedProfile),
}

impl SessionEntry {
    /// Creates an empty entry of a session.
    pub fn new(session: &str, key: EntryKey, changes: Changes) -> Self {
        Self {
            session: Some(session.to_owned()),
            ..Self::with(key, Cached::Empty, changes)
        }
    }

    /// Creates an entry for a student who is resolved already.
    pub fn of_student(key: EntryKey, student: UserRecord, changes: Changes) -> Self {
        Self::with(key, Cached::User(student), changes)
    }

    fn with(key: EntryKey, cached: Cached, changes: Changes) -> Self {
        let state = State {
            cached,
            ..State::default()
        };
        Self {
            key,
            session: None,
            changes,
            state: Mutex::new(state),
            students: Mutex::default(),
        }
    }

    /// Returns the cached user, of any day.
    pub fn user(&self) -> Option<UserRecord> {
        match &lock(&self.state).cached {
            Cached::User(user) => Some(user.clone()),
            Cached::Profile(profile) => Some(profile.parts.user.clone()),
            Cached::Empty | Cached::NoUser(_) => None,
        }
    }

    /// Returns the cached verification.
    pub fn verification(&self) -> Option<Result<Verification, UserResolutionError>> {
        match &lock(&self.state).cached {
            Cached::Empty => None,
            Cached::User(user) => Some(verification(Ok(&user.id))),
            Cached::NoUser(error) => Some(verification(Err(error))),
            Cached::Profile(profile) => Some(verification(Ok(&profile.parts.user.id))),
        }
    }

    /// Returns the cached resolution if it is from today or no profile was loaded from it yet.
    pub fn resolution(&self, today: Date) -> Option<Resolution> {
        match &lock(&self.state).cached {
            Cached::User(user) => Some(Ok(user.clone())),
            Cached::NoUser(error) => Some(Err(error.clone())),
            Cached::Profile(profile) if profile.resolved_on == today => {
                Some(Ok(profile.parts.user.clone()))
            }
            Cached::Empty | Cached::Profile(_) => None,
        }
    }

    /// Returns the cached profile if it is complete, from `today` (after midnight its figures are yesterday's) and not
    /// outdated.
    pub fn fresh(&self, today: Date) -> Option<ProfileResult> {
        lock(&self.state).fresh(today, &self.changes)
    }

    /// Returns the cached profile if it is complete and from `today`, even if outdated.
    pub fn last_complete(&self, today: Date) -> Option<CachedProfile> {
        self.last().filter(|last| last.is_complete_on(today))
    }

    /// Returns the cached profile.
    pub fn last(&self) -> Option<CachedProfile> {
        match &lock(&self.state).cached {
            Cached::Profile(profile) => Some(profile.clone()),
            Cached::Empty | Cached::User(_) | Cached::NoUser(_) => None,
        }
    }

    /// Returns the cached profile if a page may use it without a load: it is fresh and not stale, or a load failed within
    /// [`FAILURE_COOLDOWN`].
    pub fn usable(&self, today: Date, now: Timestamp) -> Option<ProfileResult> {
        let state = lock(&self.state);
        let has_just_failed = state
            .failed_at
            .is_some_and(|failed_at| is_within(FAILURE_COOLDOWN, failed_at, now));
        match &state.cached {
            Cached::Profile(profile) if has_just_failed && profile.parts.today == today => {
                Some(Ok(profile.clone()))
            }
            Cached::Profile(profile) if profile.parts.last_error().is_some() => None,
            _ => state.fresh(today, &self.changes),
        }
    }

    /// Returns the cached profile if it was refreshed within [`REFRESH_DEDUP_WINDOW`], so that several tabs refreshing at
    /// once share one load.
    pub fn just_refreshed(&self, today: Date, now: Timestamp) -> Option<ProfileResult> {
        let state = lock(&self.state);
        let is_recent = is_within(REFRESH_DEDUP_WINDOW, state.refreshed_at?, now);
        is_recent.then(|| state.fresh(today, &self.changes))?
    }

    /// Returns the cached parts, even if incomplete.
    pub fn parts(&self) -> Option<Arc<ProfileParts>> {
        self.last().map(|profile| profile.parts)
    }

    /// Returns the cached parts that the next load of this user can reuse.
    pub fn reusable(
        &self,
        user: &UserRecord,
        freshness: Freshness,
        today: Date,
        now: Timestamp,
    ) -> Reusable {
        match &lock(&self.state).cached {
            Cached::Profile(last) if last.parts.user.id == user.id => {
                last.reusable(freshness, today, now, &self.changes)
            }
            _ => Reusable::default(),
        }
    }

    /// Returns the cached XP of an enrollment.
    pub fn course_xp(&self, enrollment: &str) -> Option<CourseXp> {
        lock(&self.state).courses.get(enrollment).cloned()
    }

    /// Returns a number that changes whenever something is recorded.
    pub fn revision(&self) -> u64 {
        lock(&self.state).revision
    }
}

impl State {
    fn fresh(&self, today: Date, changes: &Changes) -> Option<ProfileResult> {
        match &self.cached {
            Cached::Profile(profile)
                if profile.is_complete_on(today) && !profile.is_outdated(changes) =>
            {
                Some(Ok(profile.clone()))
            }
            Cached::NoUser(error) => Some(Err(error.clone())),
            Cached::Empty | Cached::User(_) | Cached::Profile(_) => None,
        }
    }
}

fn is_within(span: SignedDuration, past: Timestamp, now: Timestamp) -> bool {
    now.duration_since(past).abs() < span
}
