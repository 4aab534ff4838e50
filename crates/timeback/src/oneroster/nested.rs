//! Nested lists: the students of a class, the terms of a school.

use super::{
    AcademicSession, Class, Collection, Course, Enrollment, List, Org, User, routes::rostering,
};
use crate::Error;

impl<'a> Collection<'a, User> {
    /// The classes of a user.
    pub fn classes(self, user_id: &str) -> List<'a, Class> {
        List::new(self.timeback, rostering!("/users/{id}/classes"), &[user_id])
    }

    /// The user with [`User::demographics`] filled in.
    ///
    /// # Errors
    /// Returns the errors of [`Collection::get`].
    pub async fn get_with_demographics(self, user_id: &str) -> Result<User, Error> {
        self.fetch_one(rostering!("/users/{id}/demographics"), user_id)
            .await
    }
}

impl<'a> Collection<'a, Class> {
    /// The students of a class.
    pub fn students(self, class_id: &str) -> List<'a, User> {
        let route = rostering!("/classes/{id}/students");
        List::new(self.timeback, route, &[class_id])
    }

    /// The teachers of a class.
    pub fn teachers(self, class_id: &str) -> List<'a, User> {
        let route = rostering!("/classes/{id}/teachers");
        List::new(self.timeback, route, &[class_id])
    }
}

impl<'a> Collection<'a, Course> {
    /// The classes in which a course is taught.
    pub fn classes(self, course_id: &str) -> List<'a, Class> {
        let route = rostering!("/courses/{id}/classes");
        List::new(self.timeback, route, &[course_id])
    }
}

impl<'a> Collection<'a, AcademicSession> {
    /// The classes of a term.
    pub fn classes(self, term_id: &str) -> List<'a, Class> {
        List::new(self.timeback, rostering!("/terms/{id}/classes"), &[term_id])
    }

    /// The grading periods of a term.
    pub fn grading_periods(self, term_id: &str) -> List<'a, AcademicSession> {
        let route = rostering!("/terms/{id}/gradingPeriods");
        List::new(self.timeback, route, &[term_id])
    }
}

/// The lists of a school. Other organizations have none.
impl<'a> Collection<'a, Org> {
    /// The classes of a school.
    pub fn classes(self, school_id: &str) -> List<'a, Class> {
        let route = rostering!("/schools/{id}/classes");
        List::new(self.timeback, route, &[school_id])
    }

    /// The courses of a school.
    pub fn courses(self, school_id: &str) -> List<'a, Course> {
        let route = rostering!("/schools/{id}/courses");
        List::new(self.timeback, route, &[school_id])
    }

    /// The enrollments at a school.
    pub fn enrollments(self, school_id: &str) -> List<'a, Enrollment> {
        let route = rostering!("/schools/{id}/enrollments");
        List::new(self.timeback, route, &[school_id])
    }

    /// The students of a school.
    pub fn students(self, school_id: &str) -> List<'a, User> {
        let route = rostering!("/schools/{id}/students");
        List::new(self.timeback, route, &[school_id])
    }

    /// The teachers of a school.
    pub fn teachers(self, school_id: &str) -> List<'a, User> {
        let route = rostering!("/schools/{id}/teachers");
        List::new(self.timeback, route, &[school_id])
    }

    /// The terms of a school.
    pub fn terms(self, school_id: &str) -> List<'a, AcademicSession> {
        let route = rostering!("/schools/{id}/terms");
        List::new(self.timeback, route, &[school_id])
    }

    /// The enrollments in one class of a school.
    pub fn class_enrollments(self, school_id: &str, class_id: &str) -> List<'a, Enrollment> {
        let route = rostering!("/schools/{id}/classes/{classId}/enrollments");
        List::new(self.timeback, route, &[school_id, class_id])
    }

    /// The students in one class of a school.
    pub fn class_students(self, school_id: &str, class_id: &str) -> List<'a, User> {
        let route = rostering!("/schools/{id}/classes/{classId}/students");
        List::new(self.timeback, route, &[school_id, class_id])
    }

    /// The teachers of one class of a school.
    pub fn class_teachers(self, school_id: &str, class_id: &str) -> List<'a, User> {
        let route = rostering!("/schools/{id}/classes/{classId}/teachers");
        List::new(self.timeback, route, &[school_id, class_id])
    }
}
