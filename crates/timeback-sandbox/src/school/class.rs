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
    /// The sourcedIds of the terms it is held in.
    pub term_ids: &'r [String],
}

impl<'r> Class<'r> {
    /// The class that `school_id` holds for `course` in these terms.
    pub fn new(course: &'r Course, school_id: &'static str, term_ids: &'r [String]) -> Self {
        Self {
            id: id(school_id, &course.id),
            course,
            school_id,
            term_ids,
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
