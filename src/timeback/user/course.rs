//! A course as its student has it.

use jiff::Timestamp;

use crate::timeback::{
    AppConfig, Course, Error, Goals, School, edubridge::Enrollment, user::ActivitySummary,
};

/// A course a user is enrolled in, with all that the official SDK's [`Course`] leaves out.
#[derive(Debug, Clone, PartialEq)]
pub struct EnrolledCourse {
    /// The enrollment's id; its facts are asked for by it.
    pub enrollment_id: String,
    /// The course's `sourcedId`.
    pub id: String,
    /// The app's own code for the course, or the id where the app has none.
    pub code: String,
    /// The course's title.
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
        Self {
            enrollment_id: enrollment.id,
            code: course_code(app, &course.id).to_owned(),
            name: course.title,
            id: course.id,
            subjects: course.subjects,
            school: enrollment.school.map(|school| School {
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

    /// Whether `now` lies between its dates; one that is missing sets no bound.
    pub fn is_current(&self, now: Timestamp) -> bool {
        self.begins_at.is_none_or(|begins_at| begins_at <= now) && !self.has_ended(now)
    }

    /// Whether it is over at `now`.
    pub fn has_ended(&self, now: Timestamp) -> bool {
        self.ends_at.is_some_and(|ends_at| ends_at <= now)
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
                course[0].is_current(now),
                course[0].has_ended(now),
                course[1].is_current(now),
            ]
        };
        assert_eq!(current("2026-02-28T23:59:59Z"), [false, false, true]);
        assert_eq!(current("2026-03-01T00:00:00Z"), [true, false, true]);
        assert_eq!(current("2026-06-01T00:00:00Z"), [false, true, true]);
    }
}
