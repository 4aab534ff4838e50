//! What loads record in the entry of a session.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};

use super::{
    Freshness,
    courses::CourseResult,
    session::{Cached, ProfileResult, Resolution, SessionEntry},
};
use crate::{UserResolutionError, transport::lock, user::UserRecord};

impl SessionEntry {
    /// Caches the XP of an enrollment, unless it could not be loaded.
    pub fn record_course_xp(&self, enrollment: &str, result: &CourseResult) {
        let mut state = lock(&self.state);
        state.revision += 1;
        if let Ok(xp) = result {
            state.courses.insert(enrollment.to_owned(), xp.clone());
        }
    }

    /// Caches the list of the students.
    pub fn record_students(&self, students: &Arc<[UserRecord]>, today: Date, now: Timestamp) {
        lock(&self.students).record(students, today, now);
        lock(&self.state).revision += 1;
    }

    /// Caches a resolution, unless it failed or a profile is cached already.
    pub fn record_resolution(&self, resolution: &Resolution) {
        let mut state = lock(&self.state);
        state.revision += 1;
        let cached = &mut state.cached;
        match resolution {
            Ok(_) if matches!(cached, Cached::Profile(_)) => {}
            Ok(user) => *cached = Cached::User(user.clone()),
            Err(UserResolutionError::LookupFailed(_)) => {}
            Err(response) => *cached = Cached::NoUser(response.clone()),
        }
    }

    /// Records the result of a load: a profile replaces the cached one, a failure marks it as stale.
    pub fn record(
        &self,
        result: &ProfileResult,
        freshness: Freshness,
        today: Date,
        now: Timestamp,
    ) {
        let mut state = lock(&self.state);
        state.revision += 1;
        let is_complete = result
            .as_ref()
            .is_ok_and(|profile| profile.parts.has_every_part());
        state.failed_at = (!is_complete).then_some(now);
        if is_complete && freshness == Freshness::Fresh {
            state.refreshed_at = Some(now);
        }
        state.cached = match (result, std::mem::take(&mut state.cached)) {
            (Ok(new), Cached::Profile(last)) => Cached::Profile(new.clone().or_stale(&last, now)),
            (Ok(new), _) => Cached::Profile(new.clone()),
            (Err(UserResolutionError::LookupFailed(error)), Cached::Profile(last)) => last
                .stale_on_error(error, today, now)
                .map_or(Cached::Empty, Cached::Profile),
            (Err(UserResolutionError::LookupFailed(_)), last) => last,
            (Err(response), _) => Cached::NoUser(response.clone()),
        };
    }
}
