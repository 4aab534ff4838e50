//! A course as its student has it.

use jiff::{
    Timestamp,
    civil::{Time, time},
    tz::TimeZone,
};

use crate::timeback::{
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
    pub(in crate::timeback) fn new(enrollment: Enrollment, app: Option<&AppConfig>) -> Self {
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
pub(in crate::timeback) fn first_goals(courses: &[EnrolledCourse]) -> Option<Goals> {
    let goals = courses.iter().find_map(|course| course.goals)?;
    (goals != Goals::default()).then_some(goals)
}

/// The goals of the first enrollment that runs at `now` and has any.
pub(in crate::timeback) fn current_goals(
    courses: &[EnrolledCourse],
    now: Timestamp,
    day: &Day,
) -> Option<Goals> {
    let current = courses.iter().filter(|course| course.is_current(now, day));
    let mut goals = current.filter_map(|course| course.goals);
    goals.find(|goals| *goals != Goals::default())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::timeback::Environment;

    fn courses(rows: Value) -> Vec<EnrolledCourse> {
        let rows: Vec<Enrollment> = serde_json::from_value(rows).unwrap();
        rows.into_iter()
            .map(|row| EnrolledCourse::new(row, None))
            .collect()
    }

    fn enrolled(id: &str, metadata: Value) -> Value {
        json!({ "id": "e", "role": "student", "course": { "id": id, "title": id }, "metadata": metadata })
    }

    #[test]
    fn the_first_enrollment_with_goals_sets_them() {
        let rows = courses(json!([
            enrolled("a", Value::Null),
            enrolled("b", json!({ "goals": null })),
            enrolled(
                "c",
                json!({ "goals": { "dailyXp": 12.5, "dailyLessons": null }, "other": 1 })
            ),
            enrolled("d", json!({ "goals": { "dailyXp": 99 } })),
        ]));
        let expected = Goals {
            daily_xp: Some(12.5),
            ..Goals::default()
        };
        assert_eq!(first_goals(&rows), Some(expected));
        assert_eq!(rows[3].goals.unwrap().daily_xp, Some(99.0));
    }

    #[test]
    fn empty_goals_hide_later_ones() {
        let rows = courses(json!([
            enrolled("a", json!({ "goals": {} })),
            enrolled("b", json!({ "goals": { "dailyXp": 99 } })),
        ]));
        assert_eq!(first_goals(&rows), None);
    }

    #[test]
    fn every_enrollment_is_a_course_in_order_twice_if_twice() {
        let rows = courses(json!([
            enrolled("b", Value::Null),
            enrolled("a", Value::Null),
            enrolled("b", Value::Null),
        ]));
        let courses: Vec<_> = rows.iter().map(EnrolledCourse::to_course).collect();
        let ids: Vec<_> = courses.iter().map(|course| course.id.as_str()).collect();
        assert_eq!(ids, ["b", "a", "b"]);
        assert!(courses.iter().all(|course| course.code == course.id));
    }

    #[test]
    fn a_course_has_the_app_s_code_where_the_app_has_one() {
        let file = json!({ "name": "App", "sensor": "https://app.example", "courses": [
            { "subject": "Math", "grade": 5, "courseCode": "MATH-5", "ids": { "staging": "a" } },
            { "subject": "Math", "grade": 6, "ids": { "staging": "b" } },
        ] });
        let app = AppConfig::parse(file.to_string().as_bytes(), Environment::Staging).unwrap();
        let codes = ["a", "b", "c"].map(|id| course_code(Some(&app), id));
        assert_eq!(codes, ["MATH-5", "b", "c"]);
    }

    #[test]
    fn a_course_is_current_between_its_dates() {
        let mut row = enrolled("a", Value::Null);
        row["beginDate"] = json!("2026-03-01T00:00:00Z");
        row["endDate"] = json!("2026-06-01T00:00:00Z");
        let course = &courses(json!([row, enrolled("b", Value::Null)]))[..];
        let current = |now: &str| {
            let now = now.parse().unwrap();
            [
                course[0].is_current(now, &Day::Utc),
                course[0].has_ended(now, &Day::Utc),
                course[1].is_current(now, &Day::Utc),
            ]
        };
        assert_eq!(current("2026-02-28T23:59:59Z"), [false, false, true]);
        assert_eq!(current("2026-03-01T00:00:00Z"), [true, false, true]);
        assert_eq!(current("2026-06-01T00:00:00Z"), [false, true, true]);
    }

    #[test]
    fn a_day_of_a_course_begins_and_ends_where_the_student_is() {
        let chicago = Day::parse("America/Chicago").unwrap();
        let has_ended = |end: &str, now: &str| {
            let mut row = enrolled("a", Value::Null);
            row["endDate"] = json!(end);
            courses(json!([row]))[0].has_ended(now.parse().unwrap(), &chicago)
        };
        // Seven in the evening of May 31 in Chicago, then the first minute of June there.
        for end in [
            "2026-06-01",
            "2026-06-01T00:00:00.000Z",
            "2026-05-31T23:59:59.999Z",
        ] {
            assert!(!has_ended(end, "2026-06-01T00:00:00Z"), "{end}");
            assert!(has_ended(end, "2026-06-01T05:00:00Z"), "{end}");
        }
        // A time of day is that instant.
        let at_noon = "2026-05-31T17:00:00Z";
        assert!(!has_ended(at_noon, "2026-05-31T16:59:59Z"));
        assert!(has_ended(at_noon, at_noon));
    }

    #[test]
    fn only_a_course_that_runs_sets_current_goals() {
        let goal = |id: &str, xp: Value, begin: &str, end: &str| {
            let mut row = enrolled(id, json!({ "goals": { "dailyXp": xp } }));
            row["beginDate"] = json!(begin);
            row["endDate"] = json!(end);
            row
        };
        let rows = courses(json!([
            goal("over", json!(20), "", "2026-06-10"),
            goal("not begun", json!(30), "2026-11-21", ""),
            goal("without", Value::Null, "", ""),
            goal("running", json!(60), "2026-08-20", "2027-06-10"),
        ]));
        let current = |now: &str| {
            let goals = current_goals(&rows, now.parse().unwrap(), &Day::Utc);
            goals.and_then(|goals| goals.daily_xp)
        };
        assert_eq!(current("2026-11-20T23:59:59Z"), Some(60.0));
        assert_eq!(current("2026-11-21T00:00:00Z"), Some(30.0));
        assert_eq!(
            first_goals(&rows).unwrap().daily_xp,
            Some(20.0),
            "officially"
        );
    }
}
