//! A profile in parts, each of which may fail on its own.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};

use super::{
    EnrolledCourse, UserRecord,
    course::{current_goals, first_goals},
};
use crate::{
    Breakdown, DailyXp, Day, Error, Goals, Progress, Snapshot, TimebackProfile, UserError, Xp,
};

/// A user's profile in parts, one per service. Returned by
/// [`UserClient::profile_parts`](super::UserClient::profile_parts).
#[derive(Debug, Clone)]
pub struct ProfileParts {
    /// The user.
    pub user: UserRecord,
    /// All courses in the platform's order, or the error of the request.
    pub enrollments: Result<Part<Vec<EnrolledCourse>>, Error>,
    /// XP and activity, or the error of the request.
    pub activity: Result<Part<ActivitySummary>, Error>,
    /// The day of the last load.
    pub today: Date,
}

/// One service's part of a profile.
#[derive(Debug, Clone)]
pub struct Part<T> {
    /// The value.
    pub value: T,
    /// When it was requested.
    pub fetched_at: Timestamp,
    /// The day it was requested on, which is "today" in the value.
    pub day: Date,
    /// The error of a later request that failed; `None` if the part is fresh.
    pub stale: Option<Error>,
}

/// A user's XP and activity.
#[derive(Debug, Clone, PartialEq)]
pub struct ActivitySummary {
    /// Today's and all-time XP.
    pub xp: Xp,
    /// Activity of the day and its week.
    pub progress: Progress,
    /// XP by app and by subject.
    pub breakdown: Breakdown,
    /// XP of every day with activity.
    pub daily_xp: Arc<DailyXp>,
}

impl ProfileParts {
    /// Whether every part is present and from today.
    pub fn is_complete(&self) -> bool {
        is_of(&self.enrollments, self.today) && is_of(&self.activity, self.today)
    }

    /// Whether no part is missing, though some may be stale.
    pub(crate) fn has_every_part(&self) -> bool {
        self.enrollments.is_ok() && self.activity.is_ok()
    }

    /// Returns the goals as the official profile defines them: those of the first enrollment with any, even if empty.
    pub fn goals(&self) -> Option<Goals> {
        first_goals(&self.enrollments.as_ref().ok()?.value)
    }

    /// Returns the goals in effect at `now`: what the current enrollments as a student ask for together. Amounts are added, and of accuracies
    /// the highest counts. The official profile has the goals of the first enrollment, current or not. `day` determines the time
    /// zone of enrollment dates.
    pub fn current_goals(&self, now: Timestamp, day: &Day) -> Option<Goals> {
        current_goals(&self.enrollments.as_ref().ok()?.value, now, day)
    }

    /// Returns the error that made a part missing or stale, if any.
    pub fn last_error(&self) -> Option<&Error> {
        why(&self.activity).or(why(&self.enrollments))
    }

    /// Returns when the oldest part was requested.
    pub fn fetched_at(&self) -> Option<Timestamp> {
        self.instants().min()
    }

    /// Returns when the newest part was requested.
    pub fn refreshed_at(&self) -> Option<Timestamp> {
        self.instants().max()
    }

    fn instants(&self) -> impl Iterator<Item = Timestamp> {
        let parts = [fetched_at(&self.enrollments), fetched_at(&self.activity)];
        parts.into_iter().flatten()
    }

    /// Returns the complete profile, as [`get_snapshot`](super::UserClient::get_snapshot) does.
    ///
    /// # Errors
    /// Returns [`UserError::Enrollments`] or [`UserError::Activity`] when that part is missing.
    pub fn snapshot(&self) -> Result<Snapshot, UserError> {
        let enrollments = self
            .enrollments
            .as_ref()
            .map_err(|error| UserError::Enrollments(error.clone()))?;
        let activity = self
            .activity
            .as_ref()
            .map_err(|error| UserError::Activity(error.clone()))?;
        let fetched_at = enrollments.fetched_at.min(activity.fetched_at);
        Ok(Snapshot {
            profile: profile(&self.user, &enrollments.value, activity.value.xp),
            progress: activity.value.progress.clone(),
            fetched_at: fetched_at.as_millisecond(),
        })
    }
}

fn is_of<T>(part: &Result<Part<T>, Error>, day: Date) -> bool {
    part.as_ref().is_ok_and(|part| part.day == day)
}

fn why<T>(part: &Result<Part<T>, Error>) -> Option<&Error> {
    match part {
        Ok(part) => part.stale.as_ref(),
        Err(error) => Some(error),
    }
}

fn fetched_at<T>(part: &Result<Part<T>, Error>) -> Option<Timestamp> {
    part.as_ref().ok().map(|part| part.fetched_at)
}

fn profile(user: &UserRecord, courses: &[EnrolledCourse], xp: Xp) -> TimebackProfile {
    let UserRecord {
        id,
        email,
        name,
        school,
        grade,
        preferred_name: _,
        preferred_given_name: _,
        may_have_students: _,
    } = user.clone();
    TimebackProfile {
        id,
        email,
        name,
        school,
        grade,
        goals: first_goals(courses),
        courses: courses.iter().map(EnrolledCourse::to_course).collect(),
        xp,
    }
}
