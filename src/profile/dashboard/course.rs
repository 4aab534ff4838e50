use jiff::{Timestamp, civil::Date};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use timeback::{ActivitySummary, DailyXp, Day, EnrolledCourse, Part, ProfileParts};

/// A course on a student's dashboard.
#[derive(Debug, Clone, PartialEq)]
pub struct CourseSummary {
    /// The course's `sourcedId`.
    pub id: String,
    /// The title.
    pub name: String,
    /// The app's own course code, if it has one.
    pub code: Option<String>,
    /// The daily XP goal of this course, above zero.
    pub goal: Option<f64>,
    /// XP earned in this course today, if known.
    pub xp_today: Option<f64>,
    /// XP earned in this course so far, if known.
    pub total_xp: Option<f64>,
    /// The last day with activity in this course, if known.
    pub last_active_on: Option<Date>,
    /// XP of the whole course, if known.
    pub size: Option<f64>,
    /// The share that is done, 0 to 100, where the course's app reports one.
    pub percent_complete: Option<f64>,
    /// Where the course is done.
    pub launch_url: Option<String>,
    /// Whether it has begun or ended.
    pub status: CourseStatus,
    /// Whether the platform names the enrollment, without which there is no XP of the course.
    pub has_enrollment: bool,
    /// Whether loading the course's own XP failed.
    pub is_xp_missing: bool,
}

/// Where a course is between its first and last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CourseStatus {
    /// Under way.
    Running,
    /// Not begun yet.
    Upcoming,
    /// Ended.
    Ended,
}

/// The path of a course's page.
pub fn course_path(id: &str) -> String {
    format!("/courses/{}", utf8_percent_encode(id, NON_ALPHANUMERIC))
}

impl CourseSummary {
    /// Sets what the course's own XP tells.
    pub fn set_xp(&mut self, daily: &DailyXp, today: Date) {
        self.xp_today = Some(daily.subjects.on(today));
        self.total_xp = Some(daily.subjects.total());
        self.last_active_on = daily.subjects.last_day();
    }

    /// XP that are left to the course's goal of today, if known.
    pub fn xp_left(&self) -> Option<f64> {
        Some(self.goal? - self.xp_today?)
    }
}

/// The student's courses: those under way in the platform's order, then upcoming and ended ones; `None` if unknown.
pub fn summaries(parts: &ProfileParts, day: &Day, now: Timestamp) -> Option<Vec<CourseSummary>> {
    let courses = &parts.enrollments.as_ref().ok()?.value;
    let activity = parts.activity.as_ref().ok();
    let activity = activity.filter(|part| part.day == day.date(now));
    let mut summaries: Vec<_> = courses
        .iter()
        .filter(|course| !course.is_taught)
        .map(|course| CourseSummary {
            xp_today: activity.and_then(|part| subject_xp_today(part, course, courses, now, day)),
            ..summary(course, day, now)
        })
        .collect();
    summaries.sort_by_key(|course| course.status);
    Some(summaries)
}

fn summary(course: &EnrolledCourse, day: &Day, now: Timestamp) -> CourseSummary {
    let goal = course.goals.and_then(|goals| goals.daily_xp);
    CourseSummary {
        id: course.id.clone(),
        name: course.name.clone(),
        // A course without a code of its own has its identifier for one, which tells a student nothing.
        code: (course.code != course.id && course.code != course.name).then(|| course.code.clone()),
        goal: goal.filter(|goal| *goal > 0.0),
        xp_today: None,
        total_xp: None,
        last_active_on: None,
        size: course.size.total_xp,
        percent_complete: course.percent_complete,
        launch_url: course.launch_url.as_ref().map(ToString::to_string),
        status: status(course, day, now),
        has_enrollment: !course.enrollment_id.is_empty(),
        is_xp_missing: false,
    }
}

fn status(course: &EnrolledCourse, day: &Day, now: Timestamp) -> CourseStatus {
    if course.has_ended(now, day) {
        CourseStatus::Ended
    } else if course.is_current(now, day) {
        CourseStatus::Running
    } else {
        CourseStatus::Upcoming
    }
}

/// Today's XP of a course's subjects, where no other running course has one of them: then it is the course's.
fn subject_xp_today(
    activity: &Part<ActivitySummary>,
    course: &EnrolledCourse,
    courses: &[EnrolledCourse],
    now: Timestamp,
    day: &Day,
) -> Option<f64> {
    let shares = |other: &EnrolledCourse| {
        let mut subjects = other.subjects.iter();
        subjects.any(|subject| course.subjects.contains(subject))
    };
    let mut running = courses.iter().filter(|course| course.is_current(now, day));
    let is_only_one =
        running.all(|other| other.enrollment_id == course.enrollment_id || !shares(other));
    if course.subjects.is_empty() || !is_only_one || !course.is_current(now, day) {
        return None;
    }
    let subjects = activity.value.breakdown.subjects.iter();
    let own = subjects.filter(|subject| course.subjects.contains(&subject.name));
    Some(own.map(|subject| subject.xp.today).sum())
}
