//! The school behind the sandbox: its people, courses and enrollments, and what has been done.

pub mod chance;
pub mod course;
pub mod enrollment;
pub mod fact;
mod history;
pub mod ledger;
pub mod logins;
pub mod org;
mod people;
pub mod person;
pub mod subject;
mod task;
#[cfg(test)]
mod tests;
mod year;

use jiff::civil::Date;

use course::Course;
use enrollment::Enrollment;
use person::Person;

/// The roster. It does not change; what is done is in the [`ledger`].
#[derive(Debug)]
pub struct School {
    people: Vec<Person>,
    courses: Vec<Course>,
    enrollments: Vec<Enrollment>,
}

impl School {
    /// The roster as it stands on `today`.
    pub fn new(today: Date) -> Self {
        let people = people::cast();
        let courses = course::catalogue();
        let enrollments = people
            .iter()
            .flat_map(|person| enrollment::of_person(person, &courses, today))
            .collect();
        Self {
            people,
            courses,
            enrollments,
        }
    }

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

    /// The user record with this sourcedId.
    pub fn find_person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// The course with this sourcedId.
    pub fn find_course(&self, id: &str) -> Option<&Course> {
        self.courses.iter().find(|course| &*course.id == id)
    }

    /// A person's enrollments, ended ones included.
    pub fn enrollments_of(&self, person_id: &str) -> impl Iterator<Item = &Enrollment> {
        self.enrollments
            .iter()
            .filter(move |enrollment| enrollment.person_id == person_id)
    }
}
