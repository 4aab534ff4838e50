//! A profile in parts: what one service cannot say leaves the others usable.

use jiff::{Timestamp, civil::Date};

use super::{
    EnrolledCourse, UserRecord,
    course::{current_goals, first_goals},
};
use crate::{Breakdown, Day, Error, Goals, Progress, Snapshot, TimebackProfile, UserError, Xp};

/// What each service says about one user. Made by [`UserClient::profile_parts`](super::UserClient::profile_parts).
#[derive(Debug, Clone)]
pub struct ProfileParts {
    /// The user's own record, without which there are no parts.
    pub user: UserRecord,
    /// Every course, in the platform's order; or why they are not known.
    pub enrollments: Result<Part<Vec<EnrolledCourse>>, Error>,
    /// XP and what they were made from; or why they are not known.
    pub activity: Result<Part<ActivitySummary>, Error>,
    /// The day on which the services were asked last.
    pub today: Date,
}

/// One service's answer.
#[derive(Debug, Clone)]
pub struct Part<T> {
    /// What it says.
    pub value: T,
    /// When it was asked.
    pub fetched_at: Timestamp,
    /// The day it was asked on. "Today" in the answer is this day.
    pub day: Date,
    /// Why it is not newer: it was asked again since, in vain. None for what is fresh.
    pub stale: Option<Error>,
}

/// XP, and what they are made of.
#[derive(Debug, Clone, PartialEq)]
pub struct ActivitySummary {
    /// Of the day and in all.
    pub xp: Xp,
    /// The day and the week that leads up to it.
    pub progress: Progress,
    /// By app and by subject.
    pub breakdown: Breakdown,
}

impl ProfileParts {
    /// Whether every part is known, as of today.
    pub fn is_whole(&self) -> bool {
        is_of(&self.enrollments, self.today) && is_of(&self.activity, self.today)
    }

    /// The official profile's goals: those of the first enrollment that has any, even if they are empty; later ones do not
    /// count.
    pub fn goals(&self) -> Option<Goals> {
        first_goals(&self.enrollments.as_ref().ok()?.value)
    }

    /// The goals that hold at `now`: those of the first enrollment that runs then and has any. What is over, or has not
    /// begun, sets none, unlike in the official profile. The days of an enrollment are those of `day`.
    pub fn current_goals(&self, now: Timestamp, day: &Day) -> Option<Goals> {
        current_goals(&self.enrollments.as_ref().ok()?.value, now, day)
    }

    /// Why a part is missing or not newer; none where all is well.
    pub fn trouble(&self) -> Option<&Error> {
        why(&self.activity).or(why(&self.enrollments))
    }

    /// When the oldest part was asked for.
    pub fn fetched_at(&self) -> Option<Timestamp> {
        self.instants().min()
    }

    /// When the newest part was asked for.
    pub fn refreshed_at(&self) -> Option<Timestamp> {
        self.instants().max()
    }

    fn instants(&self) -> impl Iterator<Item = Timestamp> {
        let parts = [fetched_at(&self.enrollments), fetched_at(&self.activity)];
        parts.into_iter().flatten()
    }

    /// The strict profile, as [`get_snapshot`](super::UserClient::get_snapshot) answers it.
    ///
    /// # Errors
    /// [`UserError::Enrollments`] or [`UserError::Activity`]: the first part that is not known.
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
