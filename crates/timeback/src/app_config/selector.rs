/// Selector of one of the app's courses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CourseSelector<'a> {
    /// By the course's own code.
    Code(&'a str),
    /// By subject and grade.
    SubjectAndGrade {
        /// The subject, in the platform's spelling.
        subject: &'a str,
        /// The grade, -1 to 13.
        grade: i8,
    },
}

/// Why a course cannot be used. The official SDK's `AMBIGUOUS_COURSE_SELECTOR` and `MISSING_SENSOR` have no equivalent: a
/// configuration that could cause them is rejected on loading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CourseError {
    /// The course is not in the `timeback.config.json`.
    #[error("timeback.config.json has no such course")]
    Unknown,
    /// The course has no id in this environment.
    #[error("the course has no id in timeback.config.json for this environment")]
    NotSynced,
}

impl CourseError {
    /// Returns the official SDK's error code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unknown => "UNKNOWN_COURSE",
            Self::NotSynced => "MISSING_SYNCED_COURSE_ID",
        }
    }
}
