//! The roster: people, courses and enrollments.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::class::Class;
use super::course::Course;
use super::enrollment::Enrollment;
use super::person::Person;

/// A snapshot of the roster. Clones share unchanged data.
#[derive(Debug, Clone)]
pub struct Roster {
    pub(super) people: Arc<Vec<Person>>,
    pub(super) courses: Arc<Vec<Course>>,
    pub(super) enrollments: Arc<Vec<Enrollment>>,
    pub(super) term_ids: Arc<Vec<String>>,
}

impl Roster {
    /// Returns all people.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// Returns all courses.
    pub fn courses(&self) -> &[Course] {
        &self.courses
    }

    /// Returns all enrollments, including ended ones.
    pub fn enrollments(&self) -> &[Enrollment] {
        &self.enrollments
    }

    /// Returns all classes with an enrollment, by sourcedId.
    pub fn classes(&self) -> Vec<Class<'_>> {
        self.classes_of(self.enrollments())
    }

    /// Returns the classes of these enrollments, without duplicates, by sourcedId.
    pub fn classes_of<'r>(
        &'r self,
        enrollments: impl IntoIterator<Item = &'r Enrollment>,
    ) -> Vec<Class<'r>> {
        let classes: BTreeMap<String, Class<'r>> = enrollments
            .into_iter()
            .filter_map(|enrollment| {
                let course = self.find_course(&enrollment.course_id)?;
                let class = self.class(course, enrollment.school_id);
                Some((class.id.clone(), class))
            })
            .collect();
        classes.into_values().collect()
    }

    /// Returns the class of `course` at `school_id`, even without enrollments.
    pub fn class<'r>(&'r self, course: &'r Course, school_id: &'static str) -> Class<'r> {
        Class::new(course, school_id, &self.term_ids)
    }

    /// Returns the class with this sourcedId.
    pub fn find_class(&self, id: &str) -> Option<Class<'_>> {
        self.classes().into_iter().find(|class| class.id == id)
    }

    /// Returns the person with this sourcedId.
    pub fn find_person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// Returns the course with this sourcedId.
    pub fn find_course(&self, id: &str) -> Option<&Course> {
        self.courses.iter().find(|course| &*course.id == id)
    }

    /// Returns the enrollment with this sourcedId.
    pub fn find_enrollment(&self, id: &str) -> Option<&Enrollment> {
        self.enrollments
            .iter()
            .find(|enrollment| enrollment.id == id)
    }

    /// Returns a person's enrollments, including ended ones.
    pub fn enrollments_of(&self, person_id: &str) -> impl Iterator<Item = &Enrollment> {
        self.enrollments
            .iter()
            .filter(move |enrollment| enrollment.person_id == person_id)
    }
}
