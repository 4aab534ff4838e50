/// How an app's front end names one of its courses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CourseSelector<'a> {
    /// By the course's own code.
    Code(&'a str),
    /// By subject and grade.
    SubjectAndGrade {
        /// The subject, spelled as the platform spells it.
        subject: &'a str,
        /// -1 to 13.
        grade: i8,
    },
}

/// Why a course cannot be used. The official SDK's `AMBIGUOUS_COURSE_SELECTOR` and `MISSING_SENSOR` have no match here:
/// a configuration that would lead to them is refused when it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CourseError {
    /// The app has no such course.
    #[error("timeback.config.json has no such course")]
    Unknown,
    /// The platform has not given the course an id in this environment yet.
    #[error("the course has no id in timeback.config.json for this environment")]
    NotSynced,
}

impl CourseError {
    /// The official SDK's code for this error.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unknown => "UNKNOWN_COURSE",
            Self::NotSynced => "MISSING_SYNCED_COURSE_ID",
        }
    }
}
