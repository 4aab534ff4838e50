//! `timeback.config.json`: an app's courses, their codes and their sensors.
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
mod error;
mod layer;
mod parsed_course;
mod parser;
mod selector;
mod sensor;
mod subject;
#[cfg(test)]
mod tests;
mod value_reader;

use std::{fmt, path::Path};

pub use self::{
    course::{ConfiguredCourse, CourseMetadata, CourseMetrics, CourseType, PublishStatus},
    error::{AppConfigError, Problem},
    selector::{CourseError, CourseSelector},
    sensor::Sensor,
    subject::Subject,
};
use super::Environment;

/// An app's `timeback.config.json`, merged for one environment and validated.
///
/// Course codes, and pairs of subject and grade, are unique, and every course has a sensor. A selector is therefore never
/// ambiguous and an event never without a sensor.
#[derive(Clone, PartialEq)]
pub struct AppConfig {
    /// The app's name.
    pub name: String,
    /// The courses, in the file's order.
    pub courses: Vec<ConfiguredCourse>,
}

impl AppConfig {
    /// Parses a `timeback.config.json`.
    ///
    /// The environment's `overrides` take precedence over the course, and the course over `defaults`; goals are merged one
    /// by one. The sensor falls back to the root's, then to the origin of the launch URL. Unknown keys are ignored.
    ///
    /// # Errors
    /// Returns [`AppConfigError::NotJson`] for invalid JSON, and [`AppConfigError::Invalid`] with all problems otherwise.
    pub fn parse(json: &[u8], environment: Environment) -> Result<Self, AppConfigError> {
        parser::read(
            &serde_json::from_slice(json).map_err(AppConfigError::NotJson)?,
            environment,
        )
    }

    /// Reads the file at `path`. Blocks: call it at startup.
    ///
    /// # Errors
    /// Returns [`AppConfigError::Unreadable`] when the file cannot be read, and the errors of [`parse`](Self::parse).
    pub fn read(path: impl AsRef<Path>, environment: Environment) -> Result<Self, AppConfigError> {
        let json = std::fs::read(path).map_err(AppConfigError::Unreadable)?;
        Self::parse(&json, environment)
    }

    /// Returns the app's code for the course with this `sourcedId`. `None` if the app does not have the course or defines no
    /// code; of several courses with one id the first counts.
    pub fn course_code(&self, id: &str) -> Option<&str> {
        self.find_by_id(id)?.course_code.as_deref()
    }

    /// Returns the first course with this `sourcedId` in this environment.
    pub fn find_by_id(&self, id: &str) -> Option<&ConfiguredCourse> {
        self.find(|course| course.id.as_deref() == Some(id))
    }

    /// Returns the course with this code.
    pub fn find_by_code(&self, code: &str) -> Option<&ConfiguredCourse> {
        self.find(|course| course.course_code.as_deref() == Some(code))
    }

    /// Returns the course of a subject, in the platform's spelling, and grade.
    pub fn find_by_subject_and_grade(&self, subject: &str, grade: i8) -> Option<&ConfiguredCourse> {
        self.find(|course| course.subject.as_str() == subject && course.grade == Some(grade))
    }

    /// Returns the course that a selector identifies.
    ///
    /// # Errors
    /// Returns [`CourseError::Unknown`] when the app has no such course.
    pub fn select(&self, selector: CourseSelector<'_>) -> Result<&ConfiguredCourse, CourseError> {
        let course = match selector {
            CourseSelector::Code(code) => self.find_by_code(code),
            CourseSelector::SubjectAndGrade { subject, grade } => {
                self.find_by_subject_and_grade(subject, grade)
            }
        };
        course.ok_or(CourseError::Unknown)
    }

    fn find(&self, matches: impl Fn(&ConfiguredCourse) -> bool) -> Option<&ConfiguredCourse> {
        self.courses.iter().find(|course| matches(course))
    }
}

/// Shows the name and the number of courses only: the list may be long.
impl fmt::Debug for AppConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppConfig")
            .field("name", &self.name)
            .field("courses", &self.courses.len())
            .finish()
    }
}
