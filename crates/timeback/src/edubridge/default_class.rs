//! The class behind a course.

use reqwest::Method;
use serde::Deserialize;

use super::{Course, EduBridge, answer::Data, enroll::at_school};
use crate::Error;
use crate::lenient::{id, optional_text, or_empty, texts};

const CLASS: &str = "/edubridge/enrollments/defaultClass/{courseId}";
const CLASS_AT_SCHOOL: &str = "/edubridge/enrollments/defaultClass/{courseId}/{schoolId}";

/// The class that enrollments in a course go to.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DefaultClass {
    /// The class's `sourcedId`.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its code.
    #[serde(default, deserialize_with = "optional_text")]
    pub class_code: Option<String>,
    /// The codes of its subjects.
    #[serde(default, deserialize_with = "texts")]
    pub subject_codes: Vec<String>,
    /// Its subjects, such as `Math`.
    #[serde(default, deserialize_with = "or_empty")]
    pub subjects: Vec<String>,
    /// Its grades: `-1` is pre-kindergarten, `0` kindergarten, `13` AP.
    #[serde(default, deserialize_with = "texts")]
    pub grades: Vec<String>,
    /// Its periods.
    #[serde(default, deserialize_with = "texts")]
    pub periods: Vec<String>,
    /// The course it is a class of.
    pub course: Course,
}

impl EduBridge<'_> {
    /// The class of a course, at a school where the course is given at several; the platform makes one where there is
    /// none: `GET /enrollments/defaultClass/{courseId}[/{schoolId}]`. Enrolling needs none of this.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails, with status 404 for an unknown course or school.
    pub async fn get_default_class(
        self,
        course_id: &str,
        school_id: Option<&str>,
    ) -> Result<DefaultClass, Error> {
        let routes = [CLASS, CLASS_AT_SCHOOL];
        let request = at_school(Method::GET, routes, &[course_id], school_id);
        let Data { data } = self.operation().fetch(request).await?;
        Ok(data)
    }
}
