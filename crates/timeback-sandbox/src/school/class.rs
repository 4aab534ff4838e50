//! Classes: one per course and school with an enrollment.

use super::course::Course;

/// A class.
#[derive(Debug, Clone)]
pub struct Class<'r> {
    /// `OneRoster` sourcedId.
    pub id: String,
    /// The course.
    pub course: &'r Course,
    /// The sourcedId of the school.
    pub school_id: &'static str,
    /// The sourcedIds of the terms.
    pub term_ids: &'r [String],
}

impl<'r> Class<'r> {
    /// Creates the class of `course` at `school_id`.
    pub fn new(course: &'r Course, school_id: &'static str, term_ids: &'r [String]) -> Self {
        Self {
            id: id(school_id, &course.id),
            course,
            school_id,
            term_ids,
        }
    }
}

/// Returns the sourcedId of the class of `course_id` at `school_id`.
pub fn id(school_id: &str, course_id: &str) -> String {
    format!(
        "class-{}-{}",
        school_id.trim_start_matches("org-"),
        course_id.trim_start_matches("course-")
    )
}
