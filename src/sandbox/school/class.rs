//! A class: one for each course at each school that has someone in it.

use super::course::Course;

/// A class.
#[derive(Debug, Clone)]
pub struct Class<'r> {
    /// `OneRoster` sourcedId.
    pub id: String,
    /// What is taught in it.
    pub course: &'r Course,
    /// The sourcedId of the school that holds it.
    pub school_id: &'static str,
}

impl<'r> Class<'r> {
    /// The class that `school_id` holds for `course`.
    pub fn new(course: &'r Course, school_id: &'static str) -> Self {
        Self {
            id: id(school_id, &course.id),
            course,
            school_id,
        }
    }
}

/// The sourcedId of the class that `school_id` holds for `course_id`.
pub fn id(school_id: &str, course_id: &str) -> String {
    format!(
        "class-{}-{}",
        school_id.trim_start_matches("org-"),
        course_id.trim_start_matches("course-")
    )
}
