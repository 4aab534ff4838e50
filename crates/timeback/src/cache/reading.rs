//! One reading of the platform, and what remains of it when the next one fails.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::{Freshness, changes::Changes};
use crate::{
    Error, Snapshot, UserError,
    history::History,
    user::{Loaded, Part, ProfileParts},
};

/// What is older than this is not shown any more, whatever the platform does.
const LONGEST_SHOWN: SignedDuration = SignedDuration::from_hours(24);

/// What the platform said about one student at one time. Cheap to clone.
#[derive(Clone)]
pub(super) struct Reading {
    pub parts: Arc<ProfileParts>,
    /// The strict view of the parts.
    pub snapshot: Result<Arc<Snapshot>, UserError>,
    /// What the next reading's activity builds on.
    pub history: Option<Arc<History>>,
    /// The day the user was looked up on.
    pub resolved_on: Date,
    /// How many [changes](super::changes) there were when the activity was asked for.
    pub changes: u64,
}

impl Reading {
    pub fn new(parts: ProfileParts, history: Option<Arc<History>>, changes: u64) -> Self {
        Self {
            snapshot: parts.snapshot().map(Arc::new),
            resolved_on: parts.today,
            parts: Arc::new(parts),
            history,
            changes,
        }
    }

    /// This reading, made at `now`, with what the `last` one said in the place of what failed.
    pub fn or_last(self, last: &Self, now: Timestamp) -> Self {
        let (new, old) = (&self.parts, &last.parts);
        if self.snapshot.is_ok() || new.user.id != old.user.id {
            return self;
        }
        let parts = ProfileParts {
            user: new.user.clone(),
            enrollments: or_last(&new.enrollments, &old.enrollments, now),
            activity: or_last(&new.activity, &old.activity, now),
            today: new.today,
        };
        let changes = match new.activity {
            Ok(_) => self.changes,
            Err(_) => last.changes,
        };
        Self::new(parts, self.history, changes)
    }

    /// What remains of this reading when nobody could be asked for a newer one at `now`, on the day `today`.
    pub fn outlived(&self, error: &Error, today: Date, now: Timestamp) -> Option<Self> {
        let old = &self.parts;
        let parts = ProfileParts {
            user: old.user.clone(),
            enrollments: or_last(&Err(error.clone()), &old.enrollments, now),
            activity: or_last(&Err(error.clone()), &old.activity, now),
            today,
        };
        let remains = parts.enrollments.is_ok() || parts.activity.is_ok();
        remains.then(|| Self {
            resolved_on: self.resolved_on,
            ..Self::new(parts, self.history.clone(), self.changes)
        })
    }

    /// What need not be asked for again on the day `today`; for a fresh reading, no more than the closed days. Of a student
    /// who has changed since, the activity is asked for again.
    pub fn loaded(
        &self,
        freshness: Freshness,
        today: Date,
        now: Timestamp,
        changes: &Changes,
    ) -> Loaded {
        let history = self.history.clone();
        let occurred_at = changes.occurred_at(&self.parts.user.id, now);
        match freshness {
            Freshness::Fresh => Loaded {
                history,
                occurred_at,
                ..Loaded::default()
            },
            Freshness::Cached => Loaded {
                enrollments: fresh(&self.parts.enrollments, today),
                activity: fresh(&self.parts.activity, today).filter(|_| !self.is_outdated(changes)),
                history,
                occurred_at,
            },
        }
    }

    /// Whether it is of the day `today`, and no part is missing.
    pub fn is_whole(&self, today: Date) -> bool {
        self.parts.today == today && self.parts.is_whole()
    }

    /// Whether the student has changed since the activity was asked for.
    pub fn is_outdated(&self, changes: &Changes) -> bool {
        changes.has_changed(&self.parts.user.id, self.changes)
    }
}

type Answer<T> = Result<Part<T>, Error>;

/// The new answer; for a failure the last one, unless that is too old to be shown.
fn or_last<T: Clone>(new: &Answer<T>, last: &Answer<T>, now: Timestamp) -> Answer<T> {
    match (new, last) {
        (Err(error), Ok(last)) if now.duration_since(last.fetched_at) <= LONGEST_SHOWN => {
            Ok(Part {
                stale: Some(error.clone()),
                ..last.clone()
            })
        }
        _ => new.clone(),
    }
}

fn fresh<T: Clone>(part: &Answer<T>, today: Date) -> Option<Part<T>> {
    let part = part.as_ref().ok()?;
    (part.stale.is_none() && part.day == today).then(|| part.clone())
}
