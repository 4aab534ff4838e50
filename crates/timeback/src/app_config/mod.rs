//! `timeback.config.json`: the courses an app offers, what it calls them, and where their events come from.
//!
//! ```
//! # fn main() -> Result<(), timeback::app_config::AppConfigError> {
//! use timeback::{AppConfig, CourseSelector, Environment};
//!
//! let json = br#"{
//!     "name": "Fraction Forge",
//!     "sensor": "https://forge.example.com",
//!     "courses": [{ "subject": "Math", "grade": 3, "courseCode": "MATH-3", "ids": { "staging": "c-3" } }]
//! }"#;
//! let app = AppConfig::parse(json, Environment::Staging)?;
//! assert_eq!(app.course_code("c-3"), Some("MATH-3"));
//!
//! let course = app.select(CourseSelector::SubjectAndGrade { subject: "Math", grade: 3 });
//! assert_eq!(course.unwrap().synced_id(), Ok("c-3"));
//! # Ok(())
//! # }
//! ```

mod course;
mod draft;
mod error;
mod layer;
mod place;
mod reading;
mod selector;
mod sensor;
mod subject;
#[cfg(test)]
mod tests;

use std::{fmt, path::Path};

pub use self::{
    course::{ConfiguredCourse, CourseMetadata, CourseMetrics, CourseType, PublishStatus},
    error::{AppConfigError, Problem},
    selector::{CourseError, CourseSelector},
    sensor::Sensor,
    subject::Subject,
};
use super::Environment;

/// An app's `timeback.config.json` as one environment sees it: read, merged and checked.
///
/// No two courses share a code, nor a subject and grade, and each has a sensor: a file without these is refused, so
/// that a selector is never ambiguous and an event never without its sensor.
#[derive(Clone, PartialEq)]
pub struct AppConfig {
    /// What the app is called.
    pub name: String,
    /// The courses, in the file's order.
    pub courses: Vec<ConfiguredCourse>,
}

impl AppConfig {
    /// Reads the bytes of a `timeback.config.json`.
    ///
    /// Values of `overrides` for the environment win over the course's, those over `defaults`; goals are merged one by
    /// one. A sensor missing there is the root's, else the origin of the launch URL. Keys nobody knows are left alone.
    ///
    /// # Errors
    /// [`AppConfigError::NotJson`], or [`AppConfigError::Invalid`] with every problem there is.
    pub fn parse(json: &[u8], environment: Environment) -> Result<Self, AppConfigError> {
        reading::read(
            &serde_json::from_slice(json).map_err(AppConfigError::NotJson)?,
            environment,
        )
    }

    /// Reads the file at `path`, without a word to the async runtime: do it while starting.
    ///
    /// # Errors
    /// [`AppConfigError::Unreadable`], else as [`parse`](Self::parse).
    pub fn read(path: impl AsRef<Path>, environment: Environment) -> Result<Self, AppConfigError> {
        let json = std::fs::read(path).map_err(AppConfigError::Unreadable)?;
        Self::parse(&json, environment)
    }

    /// The app's code for the course that the platform knows by `id`. `None` where the app does not have the course,
    /// or has no code for it; of several courses with one id the first counts.
    pub fn course_code(&self, id: &str) -> Option<&str> {
        self.find_by_id(id)?.course_code.as_deref()
    }

    /// The first course that the platform knows by `id` in this environment.
    pub fn find_by_id(&self, id: &str) -> Option<&ConfiguredCourse> {
        self.find(|course| course.id.as_deref() == Some(id))
    }

    /// The course with this code.
    pub fn find_by_code(&self, code: &str) -> Option<&ConfiguredCourse> {
        self.find(|course| course.course_code.as_deref() == Some(code))
    }

    /// The course of a subject, spelled as the platform spells it, and a grade.
    pub fn find_by_subject_and_grade(&self, subject: &str, grade: i8) -> Option<&ConfiguredCourse> {
        self.find(|course| course.subject.as_str() == subject && course.grade == Some(grade))
    }

    /// The course a selector names.
    ///
    /// # Errors
    /// [`CourseError::Unknown`].
    pub fn select(&self, selector: CourseSelector<'_>) -> Result<&ConfiguredCourse, CourseError> {
        let course = match selector {
            CourseSelector::Code(code) => self.find_by_code(code),
            CourseSelector::SubjectAndGrade { subject, grade } => {
                self.find_by_subject_and_grade(subject, grade)
            }
        };
        course.ok_or(CourseError::Unknown)
    }

    fn find(&self, fits: impl Fn(&ConfiguredCourse) -> bool) -> Option<&ConfiguredCourse> {
        self.courses.iter().find(|course| fits(course))
    }
}

/// The name and the number of courses: a file of hundreds would fill the log.
impl fmt::Debug for AppConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppConfig")
            .field("name", &self.name)
            .field("courses", &self.courses.len())
            .finish()
    }
}
