use std::fmt;

use url::Url;

use super::{CourseError, Sensor, Subject};
use crate::Goals;

/// A course of the app, merged for one environment.
#[derive(Clone, PartialEq)]
pub struct ConfiguredCourse {
    /// The subject.
    pub subject: Subject,
    /// The grade: -1 is pre-kindergarten, 0 kindergarten, 13 AP. A course without a grade has a code.
    pub grade: Option<i8>,
    /// The app's own course code. A course without a code has a grade.
    pub course_code: Option<String>,
    /// The course's `sourcedId` on the platform, once it is synced.
    pub id: Option<String>,
    /// The sensor of the course's events.
    pub sensor: Sensor,
    /// The URL at which the platform launches the course.
    pub launch_url: Option<Url>,
    /// The app's own difficulty level.
    pub level: Option<String>,
    /// The course's metadata on the platform.
    pub metadata: CourseMetadata,
}

impl ConfiguredCourse {
    /// Returns the course's `sourcedId` on the platform.
    ///
    /// # Errors
    /// Returns [`CourseError::NotSynced`] when the file has none for this environment.
    pub fn synced_id(&self) -> Result<&str, CourseError> {
        self.id.as_deref().ok_or(CourseError::NotSynced)
    }
}

/// Omits the metadata, which may contain an e-mail address.
impl fmt::Debug for ConfiguredCourse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConfiguredCourse")
            .field("subject", &self.subject)
            .field("grade", &self.grade)
            .field("course_code", &self.course_code)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// A course's metadata on the platform.
#[derive(Clone, Default, PartialEq)]
pub struct CourseMetadata {
    /// The type of course.
    pub course_type: Option<CourseType>,
    /// Whether the course supplements a student's main course of the subject.
    pub is_supplemental: Option<bool>,
    /// The publication status.
    pub publish_status: Option<PublishStatus>,
    /// The contact's e-mail address.
    pub contact_email: Option<String>,
    /// The course's primary app.
    pub primary_app: Option<String>,
    /// The daily goals.
    pub goals: Goals,
    /// The size of the course.
    pub metrics: Option<CourseMetrics>,
}

/// Size of a course.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct CourseMetrics {
    /// Total XP; one XP is a minute of focused learning.
    pub total_xp: Option<f64>,
    /// Total number of lessons.
    pub total_lessons: Option<f64>,
    /// Number of grades covered.
    pub total_grades: Option<f64>,
}

/// Type of a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CourseType {
    /// `base`: the grade's course of the subject.
    Base,
    /// `hole-filling`: what a student missed in earlier grades.
    HoleFilling,
    /// `optional`
    Optional,
}

/// Publication status of a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishStatus {
    /// `draft`
    Draft,
    /// `testing`
    Testing,
    /// `published`
    Published,
    /// `deactivated`
    Deactivated,
}
