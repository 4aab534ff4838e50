use std::fmt;

use url::Url;

use super::{CourseError, Sensor, Subject};
use crate::Goals;

/// A course of the app, as one environment sees it.
#[derive(Clone, PartialEq)]
pub struct ConfiguredCourse {
    /// The subject its work is counted under.
    pub subject: Subject,
    /// -1 is pre-kindergarten, 0 kindergarten, 13 AP. A course without one has a code.
    pub grade: Option<i8>,
    /// The app's own code for the course. A course without one has a grade.
    pub course_code: Option<String>,
    /// The course's `sourcedId` on the platform, once it was synced there.
    pub id: Option<String>,
    /// Where the course's events come from.
    pub sensor: Sensor,
    /// Where the platform sends a student to learn.
    pub launch_url: Option<Url>,
    /// The app's word for how hard the course is.
    pub level: Option<String>,
    /// What the platform is told about the course.
    pub metadata: CourseMetadata,
}

impl ConfiguredCourse {
    /// The course's `sourcedId` on the platform.
    ///
    /// # Errors
    /// [`CourseError::NotSynced`] where the file has none for this environment.
    pub fn synced_id(&self) -> Result<&str, CourseError> {
        self.id.as_deref().ok_or(CourseError::NotSynced)
    }
}

/// Which course it is; its metadata may hold somebody's address.
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

/// What the platform is told about a course.
#[derive(Clone, Default, PartialEq)]
pub struct CourseMetadata {
    /// What the course is for.
    pub course_type: Option<CourseType>,
    /// Whether it comes beside a student's main course of the subject.
    pub is_supplemental: Option<bool>,
    /// How far its publication is.
    pub publish_status: Option<PublishStatus>,
    /// Whom to ask about the course.
    pub contact_email: Option<String>,
    /// The app it is mainly worked on in.
    pub primary_app: Option<String>,
    /// What a student should do a day.
    pub goals: Goals,
    /// How large the course is.
    pub metrics: Option<CourseMetrics>,
}

/// How large a course is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct CourseMetrics {
    /// XP of the whole course; one XP is a minute of focused learning.
    pub total_xp: Option<f64>,
    /// Lessons of the whole course.
    pub total_lessons: Option<f64>,
    /// How many grades it spans.
    pub total_grades: Option<f64>,
}

/// What a course is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CourseType {
    /// `base`: the grade's course of the subject.
    Base,
    /// `hole-filling`: what a student missed in earlier grades.
    HoleFilling,
    /// `optional`
    Optional,
}

/// How far a course's publication is.
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
