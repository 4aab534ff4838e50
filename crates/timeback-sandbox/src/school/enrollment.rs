//! Enrollments and their goals.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::sync::Arc;

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::class;
use super::course::Course;
use super::goals::Goals;
use super::person::{CoursePlan, Person};
use super::subject::Subject;
use super::year;

/// Enrollment of a person in a course.
#[derive(Debug, Clone)]
pub struct Enrollment {
    /// `OneRoster` sourcedId; also the `id` of `EduBridge`.
    pub id: String,
    /// The sourcedId of the person.
    pub person_id: Cow<'static, str>,
    /// The sourcedId of the course.
    pub course_id: Arc<str>,
    /// The sourcedId of the school.
    pub school_id: &'static str,
    /// `student` or `teacher`.
    pub role: &'static str,
    /// First day.
    pub begins_on: Date,
    /// Last day; `None` while it is current.
    pub ended_on: Option<Date>,
    /// Whether the record is soft-deleted. Some ended enrollments never are.
    pub is_removed: bool,
    /// The goals, if any.
    pub goals: Option<Goals>,
    /// Additional metadata.
    pub metadata: Map<String, Value>,
}

impl Enrollment {
    /// Returns the sourcedId of the class.
    pub fn class_id(&self) -> String {
        class::id(self.school_id, &self.course_id)
    }

    /// Returns the metadata in wire format.
    pub fn metadata(&self) -> Value {
        let mut metadata = json!({ "metrics": { "courseType": "base", "isSupplemental": false } });
        if let Some(goals) = self.goals {
            metadata["goals"] = goals.to_json();
        }
        for (name, value) in &self.metadata {
            metadata[name] = value.clone();
        }
        metadata
    }

    /// Whether the enrollment has not ended.
    pub fn is_current(&self) -> bool {
        self.ended_on.is_none()
    }

    /// Returns the record's status, which does not depend on the last day.
    pub fn status(&self) -> &'static str {
        if self.is_removed {
            "tobedeleted"
        } else {
            "active"
        }
    }
}

/// Returns a person's enrollments as of `today`: highest grade first, ended ones last.
pub fn of_person(person: &Person, courses: &[Course], today: Date) -> Vec<Enrollment> {
    let begins_on = year::first_day(today, person.history_days);
    let mut current_courses: Vec<&Course> = courses
        .iter()
        .filter(|course| includes(person.course_plan, course))
        .collect();
    current_courses.sort_by_key(|course| Reverse(course.grade));
    let current = current_courses
        .into_iter()
        .enumerate()
        .map(|(index, course)| Enrollment {
            // The first course has the highest goals.
            goals: person
                .has_goals
                .then_some(if index == 0 { Goals::HIGH } else { Goals::LOW }),
            ..new(person, course, begins_on)
        });
    let ended = |ids: &'static [&'static str]| {
        courses
            .iter()
            .filter(|course| ids.contains(&&*course.id))
            .map(|course| Enrollment {
                ended_on: begins_on.yesterday().ok(),
                ..new(person, course, year::first_day(begins_on, 30))
            })
    };
    let finished = ended(person.finished).map(|enrollment| Enrollment {
        is_removed: true,
        ..enrollment
    });
    current
        .chain(finished)
        .chain(ended(person.ended_but_active))
        .collect()
}

/// Creates an enrollment at the person's own school, without goals.
pub fn new(person: &Person, course: &Course, begins_on: Date) -> Enrollment {
    Enrollment {
        id: format!(
            "enrollment-{}-{}",
            person.id,
            course.id.trim_start_matches("course-")
        ),
        person_id: person.id.clone(),
        course_id: Arc::clone(&course.id),
        school_id: person.school.id,
        role: person.role.name(),
        begins_on,
        ended_on: None,
        is_removed: false,
        goals: None,
        metadata: Map::new(),
    }
}

fn includes(course_plan: CoursePlan, course: &Course) -> bool {
    let is_polyglot = course.id.starts_with("course-polyglot");
    match course_plan {
        CoursePlan::None => false,
        CoursePlan::Polyglot => is_polyglot,
        CoursePlan::Core(grade) => {
            !is_polyglot && course.grade == grade && course.subject.is_core()
        }
        // Eight subjects in six grades, and two of grade 8.
        CoursePlan::Fifty => {
            let is_last =
                course.grade == 8 && matches!(course.subject, Subject::Math | Subject::Reading);
            !is_polyglot && (is_last || (2..=7).contains(&course.grade))
        }
    }
}
