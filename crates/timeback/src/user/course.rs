//! A course as its student has it.

use jiff::{
    Timestamp,
    civil::{Time, time},
    tz::TimeZone,
};

use crate::{
    AppConfig, Course, Day, Error, Goals, School, edubridge::Enrollment, user::ActivitySummary,
};

/// A course a user is enrolled in, with all that the official SDK's [`Course`] leaves out.
#[derive(Debug, Clone, PartialEq)]
pub struct EnrolledCourse {
    /// The enrollment's id, by which its facts are asked for; empty where the platform gives none.
    pub enrollment_id: String,
    /// The course's `sourcedId`.
    pub id: String,
    /// The app's own code for the course, or the id where the app has none.
    pub code: String,
    /// The course's title, or its code where the platform gives no title.
    pub name: String,
    /// Its subjects, such as `Math`.
    pub subjects: Vec<String>,
    /// The school that offers it.
    pub school: Option<School>,
    /// The app it is taken in, by name.
    pub primary_app: Option<String>,
    /// The goals of this course; present and empty where the platform sends an empty object.
    pub goals: Option<Goals>,
    /// When it began.
    pub begins_at: Option<Timestamp>,
    /// When it ends. The platform lists courses that have ended as well.
    pub ends_at: Option<Timestamp>,
}

/// How far a user is in one course.
#[derive(Debug, Clone)]
pub struct CourseProgress {
    /// The course.
    pub course: EnrolledCourse,
    /// What was done in it, over all days; one course that cannot be asked for leaves the others usable.
    pub activity: Result<ActivitySummary, Error>,
}

impl EnrolledCourse {
    pub(crate) fn new(enrollment: Enrollment, app: Option<&AppConfig>) -> Self {
        let course = enrollment.course;
        let code = course_code(app, &course.id).to_owned();
        let school = enrollment.school.filter(|school| !school.is_gone());
        Self {
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
            primary_app: course.primary_app.map(|app| app.name),
            goals: enrollment.metadata.goals,
            begins_at: enrollment.begin_date,
            ends_at: enrollment.end_date,
        }
    }

    /// Whether `now` lies between its dates; one that is missing sets no bound. Its days are those of `day`.
    pub fn is_current(&self, now: Timestamp, day: &Day) -> bool {
        let has_begun = self.begins_at.is_none_or(|at| has_come(at, now, day));
        has_begun && !self.has_ended(now, day)
    }

    /// Whether it is over at `now`. Its days are those of `day`.
    pub fn has_ended(&self, now: Timestamp, day: &Day) -> bool {
        self.ends_at.is_some_and(|at| has_come(at, now, day))
    }

    /// The course as the official profile has it.
    pub fn to_course(&self) -> Course {
        Course {
            id: self.id.clone(),
            code: self.code.clone(),
            name: self.name.clone(),
        }
    }
}

/// Whether the time has come at which an enrollment begins or is over.
///
/// Rosters know days, which the platform writes as their midnight in UTC: such a day begins when it begins where the
/// student is. The last second of a day stands for the end of that day in the same way.
fn has_come(at: Timestamp, now: Timestamp, day: &Day) -> bool {
    const LAST_SECOND: Time = time(23, 59, 59, 0);
    let written = at.to_zoned(TimeZone::UTC).datetime();
    let today = day.date(now);
    if written.time() == Time::midnight() {
        written.date() <= today
    } else if written.time() >= LAST_SECOND {
        written.date() < today
    } else {
        at <= now
    }
}

/// The app's own code for a course. Without a `timeback.config.json` to name one it is the id.
fn course_code<'a>(app: Option<&'a AppConfig>, id: &'a str) -> &'a str {
    app.and_then(|app| app.course_code(id)).unwrap_or(id)
}

/// The official profile's goals: those of the first enrollment that has any, even if they are empty; later ones do not
/// count.
pub(crate) fn first_goals(courses: &[EnrolledCourse]) -> Option<Goals> {
    let goals = courses.iter().find_map(|course| course.goals)?;
    (goals != Goals::default()).then_some(goals)
}

/// The goals of the first enrollment that runs at `now` and has any that there is something to do for.
pub(crate) fn current_goals(
    courses: &[EnrolledCourse],
    now: Timestamp,
    day: &Day,
) -> Option<Goals> {
    let current = courses.iter().filter(|course| course.is_current(now, day));
    let mut goals = current.filter_map(|course| course.goals);
    goals.find(Goals::has_any)
}

#[cfg(test)]
mod tests;
