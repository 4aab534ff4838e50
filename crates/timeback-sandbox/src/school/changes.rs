//! Changes of enrollments.

use std::sync::Arc;

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::School;
use super::enrollment::{self, Enrollment};
use super::org::Org;
use super::roster::Roster;

/// The user, course and school of an enrollment.
#[derive(Debug)]
pub struct EnrollmentTarget {
    /// The sourcedId of the person.
    pub person_id: String,
    /// The sourcedId of the course.
    pub course_id: String,
    /// The sourcedId of the school. By default a new enrollment is at the user's own school, and an unenrollment at all
    /// schools.
    pub school_id: Option<String>,
}

/// Options of a new enrollment.
#[derive(Debug)]
pub struct EnrollmentOptions {
    /// The sourcedId; generated if `None`.
    pub id: Option<String>,
    /// `administrator`, `proctor`, `student` or `teacher`.
    pub role: &'static str,
    /// The first day.
    pub begins_on: Date,
    /// Additional metadata.
    pub metadata: Map<String, Value>,
}

/// Error of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeError {
    /// The named entity is unknown.
    Unknown(&'static str),
    /// Another enrollment has the sourcedId.
    IdTaken,
    /// The course has no goals.
    NoGoals,
}

impl School {
    /// Creates an enrollment. One that exists is returned, and reactivated if it has ended.
    ///
    /// # Errors
    /// Returns [`ChangeError::Unknown`] for an unknown user, course or school, and [`ChangeError::IdTaken`] if another
    /// enrollment has the id.
    pub fn enroll(
        &self,
        target: &EnrollmentTarget,
        options: EnrollmentOptions,
    ) -> Result<Enrollment, ChangeError> {
        self.change(|roster| {
            let new = new_enrollment(roster, target, options)?;
            let enrollments = Arc::make_mut(&mut roster.enrollments);
            let same = |known: &&mut Enrollment| {
                known.person_id == new.person_id
                    && known.course_id == new.course_id
                    && known.school_id == new.school_id
            };
            if let Some(known) = enrollments.iter_mut().find(same) {
                known.ended_on = None;
                known.is_removed = false;
                return Ok(known.clone());
            }
            if enrollments.iter().any(|known| known.id == new.id) {
                return Err(ChangeError::IdTaken);
            }
            enrollments.push(new.clone());
            Ok(new)
        })
    }

    /// Ends the enrollments at `target` on `today`. Those that have ended are not changed.
    ///
    /// # Errors
    /// Returns [`ChangeError::Unknown`] for an unknown user, course or school, and if there is no such enrollment.
    pub fn unenroll(&self, target: &EnrollmentTarget, today: Date) -> Result<(), ChangeError> {
        self.change(|roster| {
            find(roster, target)?;
            let is_match = |known: &&mut Enrollment| {
                known.person_id == target.person_id
                    && *known.course_id == *target.course_id
                    && target
                        .school_id
                        .as_deref()
                        .is_none_or(|school_id| known.school_id == school_id)
            };
            let mut is_any = false;
            let enrollments = Arc::make_mut(&mut roster.enrollments);
            for enrollment in enrollments.iter_mut().filter(is_match) {
                enrollment.ended_on = enrollment.ended_on.or(Some(today));
                enrollment.is_removed = true;
                is_any = true;
            }
            is_any
                .then_some(())
                .ok_or(ChangeError::Unknown("Enrollment"))
        })
    }

    /// Copies the goals of a course to every student without individual goals. Returns the number of students.
    ///
    /// # Errors
    /// Returns [`ChangeError::Unknown`] for an unknown course and [`ChangeError::NoGoals`] if it has no goals.
    pub fn propagate_goals(&self, course_id: &str) -> Result<usize, ChangeError> {
        self.change(|roster| {
            let course = roster
                .find_course(course_id)
                .ok_or(ChangeError::Unknown("Course"))?;
            let goals = course.goals().ok_or(ChangeError::NoGoals)?;
            let mut count = 0;
            for enrollment in Arc::make_mut(&mut roster.enrollments) {
                let is_match = *enrollment.course_id == *course_id
                    && enrollment.is_current()
                    && enrollment.role == "student"
                    && enrollment.metadata.get("studentSpecificGoals") != Some(&Value::Bool(true));
                if is_match {
                    enrollment.metadata.remove("goals");
                    enrollment.goals = Some(goals);
                    count += 1;
                }
            }
            Ok(count)
        })
    }
}

fn new_enrollment(
    roster: &Roster,
    target: &EnrollmentTarget,
    options: EnrollmentOptions,
) -> Result<Enrollment, ChangeError> {
    let school = find(roster, target)?;
    let unknown = |name| move || ChangeError::Unknown(name);
    let person = roster
        .find_person(&target.person_id)
        .ok_or_else(unknown("User"))?;
    let course = roster
        .find_course(&target.course_id)
        .ok_or_else(unknown("Course"))?;
    let new = enrollment::new(person, course, options.begins_on);
    let school_id = school.map_or(person.school.id, |school| school.id);
    let id = options.id.unwrap_or_else(|| {
        if school_id == person.school.id {
            new.id.clone()
        } else {
            format!("{}-{}", new.id, school_id.trim_start_matches("org-"))
        }
    });
    Ok(Enrollment {
        id,
        role: options.role,
        school_id,
        metadata: options.metadata,
        ..new
    })
}

/// Checks that user, course and school exist. Returns the school, if one is given.
fn find(roster: &Roster, target: &EnrollmentTarget) -> Result<Option<Org>, ChangeError> {
    let check = |is_known: bool, name| is_known.then_some(()).ok_or(ChangeError::Unknown(name));
    check(roster.find_person(&target.person_id).is_some(), "User")?;
    check(roster.find_course(&target.course_id).is_some(), "Course")?;
    let school = target.school_id.as_deref().map(Org::find);
    school.map_or(Ok(None), |found| {
        let found = found.filter(|org| org.kind == "school");
        found.map(Some).ok_or(ChangeError::Unknown("School"))
    })
}
