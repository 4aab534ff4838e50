//! A profile as several processes share it.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::cached_profile::CachedProfile;
use crate::{
    history::History,
    user::{EnrolledCourse, Part, ProfileParts, UserRecord},
};

/// A complete profile, and what the next load needs. A process of another version that knows other fields does not read
/// it, and loads the profile itself.
#[derive(Serialize, Deserialize)]
pub(super) struct SharedProfile {
    /// The address or id that the user was looked up by, and the time zone.
    key: String,
    user: UserRecord,
    enrollments: SharedPart<Vec<EnrolledCourse>>,
    activity: SharedPart<History>,
    today: Date,
    resolved_on: Date,
    /// The number of the student's changes before the activity was requested.
    pub changes: u64,
}

#[derive(Serialize, Deserialize)]
struct SharedPart<T> {
    value: T,
    fetched_at: Timestamp,
    day: Date,
}

impl SharedProfile {
    /// Returns what is shared of a profile; nothing of one that is not complete.
    pub fn of(profile: &CachedProfile, key: String, changes: u64) -> Option<Self> {
        let parts = &profile.parts;
        if !parts.is_complete() {
            return None;
        }
        let (enrollments, activity) = (parts.enrollments.as_ref(), parts.activity.as_ref());
        let (enrollments, activity) = (enrollments.ok()?, activity.ok()?);
        let history = profile.history.as_deref()?;
        Some(Self {
            key,
            user: parts.user.clone(),
            enrollments: SharedPart::of(enrollments, enrollments.value.clone()),
            activity: SharedPart::of(activity, history.clone()),
            today: parts.today,
            resolved_on: profile.resolved_on,
            changes,
        })
    }

    /// Whether it is the profile of this key, complete on this day, and requested after `since`.
    pub fn is_of(&self, key: &str, today: Date, since: Timestamp) -> bool {
        self.key == key && self.today == today && self.activity.fetched_at > since
    }

    /// The student's Timeback ID.
    pub fn user_id(&self) -> &str {
        &self.user.id
    }

    /// Returns the profile, as of this local change number.
    pub fn into_cached(self, changes: u64) -> CachedProfile {
        let history = Arc::new(self.activity.value);
        let parts = ProfileParts {
            user: self.user,
            enrollments: Ok(Part {
                value: self.enrollments.value,
                fetched_at: self.enrollments.fetched_at,
                day: self.enrollments.day,
                stale: None,
            }),
            activity: Ok(Part {
                value: history.summary(),
                fetched_at: self.activity.fetched_at,
                day: self.activity.day,
                stale: None,
            }),
            today: self.today,
        };
        CachedProfile::new(parts, Some(history), changes).with_resolved_on(self.resolved_on)
    }
}

impl<T> SharedPart<T> {
    fn of<U>(part: &Part<U>, value: T) -> Self {
        Self {
            value,
            fetched_at: part.fetched_at,
            day: part.day,
        }
    }
}
