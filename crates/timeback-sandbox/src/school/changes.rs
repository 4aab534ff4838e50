//! How enrollments are made, ended and given goals.

use std::sync::Arc;

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::School;
use super::enrollment::{self, Enrollment};
use super::org::Org;
use super::roster::Roster;

/// Who shall be in what.
#[derive(Debug)]
pub struct EnrollmentTarget {
    /// The sourcedId of the person.
    pub person_id: String,
    /// The sourcedId of the course.
    pub course_id: String,
    /// The sourcedId of the school; without one the person's own, or when one is ended all of them.
    pub school_id: Option<String>,
}

/// What is said about a new enrollment.
#[derive(Debug)]
pub struct EnrollmentTerms {
    /// The sourcedId it shall have.
    pub id: Option<String>,
    /// `administrator`, `proctor`, `student` or `teacher`.
    pub role: &'static str,
    /// The first day.
    pub begins_on: Date,
    /// What is noted on it.
    pub notes: Map<String, Value>,
}

/// Why a change is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeError {
    /// There is no such thing on the roster.
    Unknown(&'static str),
    /// Another enrollment has the sourcedId.
    IdTaken,
    /// The course has no goals.
    NoGoals,
}

impl School {
    /// Makes an enrollment, or finds the one that is there. One that was ended goes on.
    ///
    /// # Errors
    /// When the roster lacks what `place` names, or another enrollment has the id.
    pub fn enroll(
        &self,
        place: &EnrollmentTarget,
        terms: EnrollmentTerms,
    ) -> Result<Enrollment, ChangeError> {
        self.change(|roster| {
            let wanted = new_enrollment(roster, place, terms)?;
            let enrollments = Arc::make_mut(&mut roster.enrollments);
            let same = |known: &&mut Enrollment| {
                known.person_id == wanted.person_id
                    && known.course_id == wanted.course_id
                    && known.school_id == wanted.school_id
            };
            if let Some(known) = enrollments.iter_mut().find(same) {
                known.ended_on = None;
                known.is_removed = false;
                return Ok(known.clone());
            }
            if enrollments.iter().any(|known| known.id == wanted.id) {
                return Err(ChangeError::IdTaken);
            }
            enrollments.push(wanted.clone());
            Ok(wanted)
        })
    }

    /// Ends the enrollments at `place` on `today`; those that are ended stay so.
    ///
    /// # Errors
    /// When the roster lacks what `place` names, or there never was such an enrollment.
    pub fn unenroll(&self, place: &EnrollmentTarget, today: Date) -> Result<(), ChangeError> {
        self.change(|roster| {
            find(roster, place)?;
            let is_meant = |known: &&mut Enrollment| {
                known.person_id == place.person_id
                    && *known.course_id == *place.course_id
                    && place
                        .school_id
                        .as_deref()
                        .is_none_or(|school_id| known.school_id == school_id)
            };
            let mut is_any = false;
            let enrollments = Arc::make_mut(&mut roster.enrollments);
            for enrollment in enrollments.iter_mut().filter(is_meant) {
                enrollment.ended_on = enrollment.ended_on.or(Some(today));
                enrollment.is_removed = true;
                is_any = true;
            }
            is_any
                .then_some(())
                .ok_or(ChangeError::Unknown("Enrollment"))
        })
    }

    /// Gives the goals of a course to every student in it who has none of their own; how many they are.
    ///
    /// # Errors
    /// When there is no such course, or it has no goals.
    pub fn propagate_goals(&self, course_id: &str) -> Result<usize, ChangeError> {
        self.change(|roster| {
            let course = roster
                .find_course(course_id)
                .ok_or(ChangeError::Unknown("Course"))?;
            let goals = course.goals().ok_or(ChangeError::NoGoals)?;
            let mut count = 0;
            for enrollment in Arc::make_mut(&mut roster.enrollments) {
                let is_meant = *enrollment.course_id == *course_id
                    && enrollment.is_current()
                    && enrollment.role == "student"
                    && enrollment.notes.get("studentSpecificGoals") != Some(&Value::Bool(true));
                if is_meant {
                    enrollment.notes.remove("goals");
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
    place: &EnrollmentTarget,
    terms: EnrollmentTerms,
) -> Result<Enrollment, ChangeError> {
    let school = find(roster, place)?;
    let unknown = |name| move || ChangeError::Unknown(name);
    let person = roster
        .find_person(&place.person_id)
        .ok_or_else(unknown("User"))?;
    let course = roster
        .find_course(&place.course_id)
        .ok_or_else(unknown("Course"))?;
    let begun = enrollment::begun(person, course, terms.begins_on);
    let school_id = school.map_or(person.school.id, |school| school.id);
    let id = terms.id.unwrap_or_else(|| {
        if school_id == person.school.id {
            begun.id.clone()
        } else {
            format!("{}-{}", begun.id, school_id.trim_start_matches("org-"))
        }
    });
    Ok(Enrollment {
        id,
        role: terms.role,
        school_id,
        notes: terms.notes,
        ..begun
    })
}

/// The school of `place`, if it names one, once all that it names is known.
fn find(roster: &Roster, place: &EnrollmentTarget) -> Result<Option<Org>, ChangeError> {
    let check = |is_known: bool, name| is_known.then_some(()).ok_or(ChangeError::Unknown(name));
    check(roster.find_person(&place.person_id).is_some(), "User")?;
    check(roster.find_course(&place.course_id).is_some(), "Course")?;
    let school = place.school_id.as_deref().map(Org::find);
    school.map_or(Ok(None), |found| {
        let found = found.filter(|org| org.kind == "school");
        found.map(Some).ok_or(ChangeError::Unknown("School"))
    })
}
