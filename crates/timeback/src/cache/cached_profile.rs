//! A cached profile, and its use as a stale replacement after an error.

use std::sync::{Arc, OnceLock};

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::{Freshness, changes::Changes};
use crate::{
    Error, Snapshot, UserError,
    history::History,
    user::{Part, ProfileParts, Reusable},
};

/// Maximum age of stale data. Older data is never shown.
const MAX_STALE: SignedDuration = SignedDuration::from_hours(24);

/// A student's profile as loaded at one time. Cheap to clone.
#[derive(Clone)]
pub(super) struct CachedProfile {
    pub parts: Arc<ProfileParts>,
    /// The activity history, for the next incremental load.
    pub history: Option<Arc<History>>,
    /// The day the user was resolved on.
    pub resolved_on: Date,
    /// The [change counter](super::changes) when the activity was requested.
    pub changes: u64,
    /// The complete profile, computed when first requested.
    snapshot: Arc<OnceLock<Arc<Snapshot>>>,
}

impl CachedProfile {
    pub fn new(parts: ProfileParts, history: Option<Arc<History>>, changes: u64) -> Self {
        Self {
            resolved_on: parts.today,
            parts: Arc::new(parts),
            history,
            changes,
            snapshot: Arc::default(),
        }
    }

    /// Returns the profile of a user who was resolved on this day.
    #[must_use]
    pub fn with_resolved_on(self, resolved_on: Date) -> Self {
        Self {
            resolved_on,
            ..self
        }
    }

    /// Returns the complete profile.
    ///
    /// # Errors
    /// Returns the errors of [`ProfileParts::snapshot`].
    pub fn snapshot(&self) -> Result<Arc<Snapshot>, UserError> {
        if let Some(snapshot) = self.snapshot.get() {
            return Ok(Arc::clone(snapshot));
        }
        let snapshot = Arc::new(self.parts.snapshot()?);
        Ok(Arc::clone(self.snapshot.get_or_init(|| snapshot)))
    }

    /// Replaces failed parts by those of the `last` profile, marked as stale.
    pub fn or_stale(self, last: &Self, now: Timestamp) -> Self {
        let (new, old) = (&self.parts, &last.parts);
        if new.has_every_part() || new.user.id != old.user.id {
            return self;
        }
        let parts = ProfileParts {
            user: new.user.clone(),
            enrollments: or_stale(&new.enrollments, &old.enrollments, now),
            activity: or_stale(&new.activity, &old.activity, now),
            today: new.today,
        };
        let changes = match new.activity {
            Ok(_) => self.changes,
            Err(_) => last.changes,
        };
        Self::new(parts, self.history, changes)
    }

    /// Returns this profile with every part marked as stale, after a load failed with `error`. `None` when every part is
    /// missing or too old.
    pub fn stale_on_error(&self, error: &Error, today: Date, now: Timestamp) -> Option<Self> {
        let old = &self.parts;
        let parts = ProfileParts {
            user: old.user.clone(),
            enrollments: or_stale(&Err(error.clone()), &old.enrollments, now),
            activity: or_stale(&Err(error.clone()), &old.activity, now),
            today,
        };
        let remains = parts.enrollments.is_ok() || parts.activity.is_ok();
        remains.then(|| {
            Self::new(parts, self.history.clone(), self.changes).with_resolved_on(self.resolved_on)
        })
    }

    /// Returns the parts that the next load can reuse. With [`Freshness::Fresh`] that is the history alone; outdated
    /// activity is never reused.
    pub fn reusable(
        &self,
        freshness: Freshness,
        today: Date,
        now: Timestamp,
        changes: &Changes,
    ) -> Reusable {
        let history = self.history.clone();
        let occurred_at = changes.occurred_at(&self.parts.user.id, now);
        match freshness {
            Freshness::Fresh => Reusable {
                history,
                occurred_at,
                ..Reusable::default()
            },
            Freshness::Cached => Reusable {
                enrollments: if_fresh(&self.parts.enrollments, today),
                activity: if_fresh(&self.parts.activity, today)
                    .filter(|_| !self.is_outdated(changes)),
                history,
                occurred_at,
            },
        }
    }

    /// Whether the profile is from `today` and complete.
    pub fn is_complete_on(&self, today: Date) -> bool {
        self.parts.today == today && self.parts.is_complete()
    }

    /// Whether the student's activity changed since it was requested.
    pub fn is_outdated(&self, changes: &Changes) -> bool {
        changes.has_changed(&self.parts.user.id, self.changes)
    }
}

type Answer<T> = Result<Part<T>, Error>;

/// Returns the new part, or after an error the last one, marked as stale, unless it is too old.
fn or_stale<T: Clone>(new: &Answer<T>, last: &Answer<T>, now: Timestamp) -> Answer<T> {
    match (new, last) {
        (Err(error), Ok(last)) if now.duration_since(last.fetched_at) <= MAX_STALE => Ok(Part {
            stale: Some(error.clone()),
            ..last.clone()
        }),
        _ => new.clone(),
    }
}

fn if_fresh<T: Clone>(part: &Answer<T>, today: Date) -> Option<Part<T>> {
    let part = part.as_ref().ok()?;
    (part.stale.is_none() && part.day == today).then(|| part.clone())
}
