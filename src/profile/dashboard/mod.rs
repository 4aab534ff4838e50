//! What `/profile` shows, computed on the server from the parts of a profile.

mod course;
mod daily_goal;
mod next_step;
mod streak;

use std::{fmt, sync::Arc};

use futures_util::{FutureExt as _, future::BoxFuture};
use jiff::{Timestamp, civil::Date};

pub use self::{
    course::{CourseStatus, CourseSummary, course_path},
    daily_goal::DailyGoal,
    next_step::NextStep,
    streak::Streak,
};
use super::ProfileView;
use timeback::{DailyXp, Day, EnrolledCourse, Error, ProfileParts};

/// Number of courses whose own XP a page loads. Each takes a request; a page of any other course loads its own.
const COURSES_WITH_XP: usize = 6;

/// A student's dashboard.
pub struct Dashboard {
    /// The profile.
    pub view: ProfileView,
    /// The given name the student goes by.
    pub given_name: Option<String>,
    /// Whether this is a guardian or a teacher.
    pub may_have_students: bool,
    /// What to do next.
    pub next_step: Option<NextStep>,
    /// The current streak, if there is one.
    pub streak: Option<Streak>,
    /// The courses, once their own XP is known.
    pub courses: CoursesLater,
}

/// Courses that are still being loaded; `None` if unknown.
pub type CoursesLater = BoxFuture<'static, Option<Vec<CourseSummary>>>;

/// XP of each course in the order asked for.
pub type CourseXp = Vec<Result<Arc<DailyXp>, Error>>;

impl Dashboard {
    /// Creates the dashboard of these parts at `now`. `load` loads the XP of courses.
    pub fn new<F>(
        view: ProfileView,
        parts: &ProfileParts,
        day: &Day,
        now: Timestamp,
        load: impl FnOnce(Vec<EnrolledCourse>) -> F,
    ) -> Self
    where
        F: Future<Output = CourseXp> + Send + 'static,
    {
        let courses = course::summaries(parts, day, now);
        let next_step = courses.as_deref().and_then(next_step::next_step);
        let running = running(parts, day, now);
        let courses = match courses {
            None => std::future::ready(None).boxed(),
            Some(courses) => with_xp(courses, day.date(now), load(running)).boxed(),
        };
        Self {
            view,
            given_name: parts.user.preferred_given_name.clone(),
            may_have_students: parts.user.may_have_students,
            next_step,
            streak: current_streak(parts, day),
            courses,
        }
    }
}

/// The streak up to the day of the latest figures: an outage breaks none.
fn current_streak(parts: &ProfileParts, day: &Day) -> Option<Streak> {
    let activity = parts.activity.as_ref().ok()?;
    let courses = &parts.enrollments.as_ref().ok()?.value;
    let xp = activity
        .value
        .daily_xp
        .subjects
        .by_day(Date::MIN, Date::MAX, None);
    streak::streak(&xp, &DailyGoal::new(courses, day), activity.day)
}

/// The courses whose own XP a page loads.
fn running(parts: &ProfileParts, day: &Day, now: Timestamp) -> Vec<EnrolledCourse> {
    let courses = parts.enrollments.iter().flat_map(|part| &part.value);
    courses
        .filter(|course| {
            let has_enrollment = !course.enrollment_id.is_empty();
            has_enrollment && !course.is_taught && course.is_current(now, day)
        })
        .take(COURSES_WITH_XP)
        .cloned()
        .collect()
}

async fn with_xp(
    mut courses: Vec<CourseSummary>,
    today: Date,
    load: impl Future<Output = CourseXp>,
) -> Option<Vec<CourseSummary>> {
    let loaded = load.await;
    let running = courses
        .iter_mut()
        .filter(|course| course.status == CourseStatus::Running && course.has_enrollment);
    for (course, xp) in running.zip(loaded) {
        match xp {
            Ok(xp) => course.set_xp(&xp, today),
            Err(_) => course.is_xp_missing = true,
        }
    }
    Some(courses)
}

impl fmt::Debug for Dashboard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dashboard").finish_non_exhaustive()
    }
}
