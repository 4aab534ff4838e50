//! One reading of the platform, and what remains of it when the next one fails.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::{
    Error, Freshness, Snapshot, UserError,
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
}

impl Reading {
    pub fn new(parts: ProfileParts, history: Option<Arc<History>>) -> Self {
        Self {
            snapshot: parts.snapshot().map(Arc::new),
            resolved_on: parts.today,
            parts: Arc::new(parts),
            history,
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
        Self::new(parts, self.history)
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
            ..Self::new(parts, self.history.clone())
        })
    }

    /// What need not be asked for again on the day `today`; for a fresh reading, no more than the closed days.
    pub fn loaded(&self, freshness: Freshness, today: Date) -> Loaded {
        let history = self.history.clone();
        match freshness {
            Freshness::Fresh => Loaded {
                history,
                ..Loaded::default()
            },
            Freshness::Cached => Loaded {
                enrollments: fresh(&self.parts.enrollments, today),
                activity: fresh(&self.parts.activity, today),
                history,
            },
        }
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
