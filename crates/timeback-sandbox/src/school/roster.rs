//! Who is on the roster, and in what.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::class::Class;
use super::course::Course;
use super::enrollment::Enrollment;
use super::person::Person;

/// The roster at one moment. A copy shares what it has in common with the original.
#[derive(Debug, Clone)]
pub struct Roster {
    pub(super) people: Arc<Vec<Person>>,
    pub(super) courses: Arc<Vec<Course>>,
    pub(super) enrollments: Arc<Vec<Enrollment>>,
    pub(super) term_ids: Arc<Vec<String>>,
}

impl Roster {
    /// Every user record.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// Every course.
    pub fn courses(&self) -> &[Course] {
        &self.courses
    }

    /// Every enrollment, ended ones included.
    pub fn enrollments(&self) -> &[Enrollment] {
        &self.enrollments
    }

    /// Every class that someone is or was in, in the order of their sourcedIds.
    pub fn classes(&self) -> Vec<Class<'_>> {
        self.classes_of(self.enrollments())
    }

    /// The classes that `enrollments` are in, each once, in the order of their sourcedIds.
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

    /// The class of `course` at `school_id`, whether or not someone is in it.
    pub fn class<'r>(&'r self, course: &'r Course, school_id: &'static str) -> Class<'r> {
        Class::new(course, school_id, &self.term_ids)
    }

    /// The class with this sourcedId.
    pub fn find_class(&self, id: &str) -> Option<Class<'_>> {
        self.classes().into_iter().find(|class| class.id == id)
    }

    /// The user record with this sourcedId.
    pub fn find_person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// The course with this sourcedId.
    pub fn find_course(&self, id: &str) -> Option<&Course> {
        self.courses.iter().find(|course| &*course.id == id)
    }

    /// The enrollment with this sourcedId.
    pub fn find_enrollment(&self, id: &str) -> Option<&Enrollment> {
        self.enrollments
            .iter()
            .find(|enrollment| enrollment.id == id)
    }

    /// A person's enrollments, ended ones included.
    pub fn enrollments_of(&self, person_id: &str) -> impl Iterator<Item = &Enrollment> {
        self.enrollments
            .iter()
            .filter(move |enrollment| enrollment.person_id == person_id)
    }
}
