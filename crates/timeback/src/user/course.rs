//! A user's courses.

use std::ops::Range;

use jiff::{
    Timestamp,
    civil::{Date, Time, time},
    tz::TimeZone,
};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use url::Url;

use crate::{
    AppConfig, Course, Day, Error, Goals, School,
    edubridge::{Enrollment, EnrollmentMetadata, PrimaryApp, Role},
    user::ActivitySummary,
};

/// A course a user is enrolled in. Has more fields than the official SDK's [`Course`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EnrolledCourse {
    /// The enrollment's id; empty if the platform sends none.
    pub enrollment_id: String,
    /// Whether the user teaches the course, and so has no progress in it.
    pub is_taught: bool,
    /// The course's `sourcedId`.
    pub id: String,
    /// The app's own course code, or the id if the app defines none.
    pub code: String,
    /// The course's title, or its code if it has none.
    pub name: String,
    /// The course's subjects, such as `Math`.
    pub subjects: Vec<String>,
    /// The school that offers it.
    pub school: Option<School>,
    /// The name of the course's primary app.
    pub primary_app: Option<String>,
    /// The course's goals; `Some` and empty if the platform sends an empty object.
    pub goals: Option<Goals>,
    /// Start of the enrollment.
    pub begins_at: Option<Timestamp>,
    /// End of the enrollment. The platform also lists courses that have ended.
    pub ends_at: Option<Timestamp>,
    /// Where the course is done: the configured launch URL, else the first domain of the primary app.
    pub launch_url: Option<Url>,
    /// Size of the course for this student.
    pub size: CourseSize,
    /// The share that is done, 0 to 100, where an app reports one.
    pub percent_complete: Option<f64>,
}

/// Size of a course, as far as the platform knows it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct CourseSize {
    /// Total XP, about one per minute of focused learning.
    pub total_xp: Option<f64>,
    /// Total lessons.
    pub total_lessons: Option<f64>,
}

/// A user's progress in one course.
#[derive(Debug, Clone)]
pub struct CourseProgress {
    /// The course.
    pub course: EnrolledCourse,
    /// The course's all-time activity, or the error of its request.
    pub activity: Result<ActivitySummary, Error>,
}

impl EnrolledCourse {
    pub(crate) fn new(enrollment: Enrollment, app: Option<&AppConfig>) -> Self {
        let (course, metadata) = (enrollment.course, enrollment.metadata);
        let code = course_code(app, &course.id).to_owned();
        let configured = app.and_then(|app| app.find_by_id(&course.id));
        let launch_url = configured.and_then(|course| course.launch_url.clone());
        let school = enrollment.school.filter(|school| !school.is_inactive());
        Self {
            is_taught: enrollment.role == Role::Teacher,
            enrollment_id: enrollment.id,
            name: if course.title.is_empty() {
                code.clone()
            } else {
                course.title
            },
            code,
            id: course.id,
            subjects: course.subjects,
            school: school.map(|school| School {
                name: if school.name.is_empty() {
                    school.id.clone()
                } else {
                    school.name
                },
                id: school.id,
            }),
            launch_url: launch_url.or_else(|| app_url(course.primary_app.as_ref()?)),
            size: size(&metadata, &course.metadata),
            percent_complete: metadata
                .rest
                .get("pctCompleteApp")
                .and_then(Value::as_f64)
                .filter(|percent| (0.0..=100.0).contains(percent)),
            primary_app: course.primary_app.map(|app| app.name),
            goals: metadata.goals,
            begins_at: enrollment.begin_date,
            ends_at: enrollment.end_date,
        }
    }

    /// Whether the enrollment is current at `now`; a missing date is unbounded. `day` determines the time zone of its dates.
    pub fn is_current(&self, now: Timestamp, day: &Day) -> bool {
        let has_begun = self.begins_at.is_none_or(|at| has_come(at, now, day));
        has_begun && !self.has_ended(now, day)
    }

    /// Whether the enrollment has ended at `now`. `day` determines the time zone of its dates.
    pub fn has_ended(&self, now: Timestamp, day: &Day) -> bool {
        self.ends_at.is_some_and(|at| has_come(at, now, day))
    }

    /// Returns the first day of the enrollment and the first day after it; a missing date is unbounded. `day` determines the time
    /// zone of its dates.
    pub fn days(&self, day: &Day) -> Range<Date> {
        let begin = self.begins_at.map(|at| first_day(at, day));
        let end = self.ends_at.map(|at| match date_of(at) {
            Some(date) => date,
            // It ends in the course of that day.
            None => day.date(at).tomorrow().unwrap_or(Date::MAX),
        });
        begin.unwrap_or(Date::MIN)..end.unwrap_or(Date::MAX)
    }

    /// Converts to the official profile's course.
    pub fn to_course(&self) -> Course {
        Course {
            id: self.id.clone(),
            code: self.code.clone(),
            name: self.name.clone(),
        }
    }
}

/// Whether an enrollment's start or end has been reached.
fn has_come(at: Timestamp, now: Timestamp, day: &Day) -> bool {
    match date_of(at) {
        Some(date) => date <= day.date(now),
        None => at <= now,
    }
}

fn first_day(at: Timestamp, day: &Day) -> Date {
    date_of(at).unwrap_or_else(|| day.date(at))
}

/// Returns the day whose beginning an instant stands for, or `None` if it stands for itself.
///
/// Rosters hold dates, which the platform sends as midnight UTC. Such a date applies in the student's time zone, and so
/// does the last second of a day, which means the end of that day.
fn date_of(at: Timestamp) -> Option<Date> {
    const LAST_SECOND: Time = time(23, 59, 59, 0);
    let written = at.to_zoned(TimeZone::UTC).datetime();
    if written.time() == Time::midnight() {
        Some(written.date())
    } else if written.time() >= LAST_SECOND {
        written.date().tomorrow().ok()
    } else {
        None
    }
}

/// Returns the address of an app: its first domain, which may be an http or https URL, or a host.
fn app_url(app: &PrimaryApp) -> Option<Url> {
    let domain = app.domains.first()?;
    let url = Url::parse(domain).or_else(|_| Url::parse(&format!("https://{domain}")));
    url.ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// Returns the size for this student, each figure falling back to that of the course.
fn size(metadata: &EnrollmentMetadata, course: &Map<String, Value>) -> CourseSize {
    let own = metadata.metrics.clone().unwrap_or_default();
    let of_course = |field: &str| course.get("metrics")?.get(field)?.as_f64();
    let known = |figure: Option<f64>| figure.filter(|figure| *figure > 0.0);
    CourseSize {
        total_xp: known(own.total_xp).or_else(|| known(of_course("totalXp"))),
        total_lessons: known(own.total_lessons).or_else(|| known(of_course("totalLessons"))),
    }
}

/// Returns the app's own course code, or the id without a `timeback.config.json`.
fn course_code<'a>(app: Option<&'a AppConfig>, id: &'a str) -> &'a str {
    app.and_then(|app| app.course_code(id)).unwrap_or(id)
}

/// Returns the goals as the official profile defines them: those of the first enrollment with any, even if empty.
pub(crate) fn first_goals(courses: &[EnrolledCourse]) -> Option<Goals> {
    let goals = courses.iter().find_map(|course| course.goals)?;
    (goals != Goals::default()).then_some(goals)
}

/// Returns what the enrollments that are current at `now` ask their student for together, if anything.
pub(crate) fn current_goals(
    courses: &[EnrolledCourse],
    now: Timestamp,
    day: &Day,
) -> Option<Goals> {
    let current = courses
        .iter()
        .filter(|course| !course.is_taught && course.is_current(now, day));
    let goals = current.filter_map(|course| course.goals);
    let together = goals.fold(Goals::default(), Goals::and);
    together.has_any().then_some(together)
}

#[cfg(test)]
mod tests;
