//! XP by course: loaded when a page shows the course, and again when the XP of its subjects has changed.

use std::sync::Arc;

use futures_util::{StreamExt as _, stream};

use super::{SessionCache, session::SessionEntry};
use crate::{
    DailyXp, EnrolledCourse, Error,
    user::{ActivitySummary, MAX_CONCURRENT_COURSES, ProfileParts},
};

/// A course's XP, and the XP of its subjects at the time.
#[derive(Clone)]
pub(super) struct CourseXp {
    pub daily_xp: Arc<DailyXp>,
    subject_xp: f64,
}

pub(super) type CourseResult = Result<CourseXp, Error>;

impl SessionCache {
    /// Returns the XP that the session's student earned in each of these courses. Sends one request per course, four at a
    /// time, and none for a course whose subjects have the same XP in `parts` as when it was last loaded. Without XP in `parts`
    /// every course is loaded.
    pub async fn course_xp(
        &self,
        session: &str,
        email: &str,
        parts: &ProfileParts,
        courses: Vec<EnrolledCourse>,
    ) -> Vec<Result<Arc<DailyXp>, Error>> {
        let entry = self.entry(session, email);
        self.entry_course_xp(&entry, parts, courses).await
    }

    pub(super) async fn entry_course_xp(
        &self,
        entry: &Arc<SessionEntry>,
        parts: &ProfileParts,
        courses: Vec<EnrolledCourse>,
    ) -> Vec<Result<Arc<DailyXp>, Error>> {
        let activity = parts.activity.as_ref().ok().map(|part| &part.value);
        let loads = courses.into_iter().map(|course| {
            let subject_xp = activity.map_or(f64::NAN, |activity| subject_xp(activity, &course));
            self.load_course_xp(entry, course.enrollment_id, subject_xp)
        });
        let loads: Vec<_> = loads.collect();
        stream::iter(loads)
            .buffered(MAX_CONCURRENT_COURSES)
            .map(|loaded| loaded.map(|course| course.daily_xp))
            .collect()
            .await
    }

    async fn load_course_xp(
        &self,
        entry: &Arc<SessionEntry>,
        enrollment: String,
        subject_xp: f64,
    ) -> CourseResult {
        let known = || {
            let course = entry.course_xp(&enrollment)?;
            #[expect(
                clippy::float_cmp,
                reason = "any change is a reason to load, and so is an unknown sum"
            )]
            let is_unchanged = course.subject_xp == subject_xp;
            is_unchanged.then_some(Ok(course))
        };
        let (writer, key) = (Arc::clone(entry), enrollment.clone());
        let record = move |result: &CourseResult| writer.record_course_xp(&key, result);
        let load = || {
            let (cache, enrollment) = (self.clone(), enrollment.clone());
            async move {
                let loader = cache.timeback.user().with_options(&cache.options).loader();
                let activity = loader.course_activity(&enrollment).await?;
                Ok(CourseXp {
                    daily_xp: activity.daily_xp,
                    subject_xp,
                })
            }
        };
        let flight = (entry.key.clone(), enrollment.clone());
        self.courses.run(flight, known, record, load).await
    }
}

/// Returns the all-time XP of a course's subjects, or of all subjects for a course without any.
fn subject_xp(activity: &ActivitySummary, course: &EnrolledCourse) -> f64 {
    let subjects = activity.breakdown.subjects.iter();
    let of_course = subjects
        .filter(|subject| course.subjects.is_empty() || course.subjects.contains(&subject.name));
    of_course.map(|subject| subject.xp.all).sum()
}
