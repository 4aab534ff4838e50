//! The default class of a course.

use reqwest::Method;
use serde::Deserialize;

use super::{Course, EduBridge, enroll::at_school, envelope::Data};
use crate::Error;
use crate::lenient::{id, optional_text, or_empty, texts};

const CLASS: &str = "/edubridge/enrollments/defaultClass/{courseId}";
const CLASS_AT_SCHOOL: &str = "/edubridge/enrollments/defaultClass/{courseId}/{schoolId}";

/// The class that enrollments in a course are assigned to.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DefaultClass {
    /// The class's `sourcedId`.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// The title.
    pub title: String,
    /// The code.
    #[serde(default, deserialize_with = "optional_text")]
    pub class_code: Option<String>,
    /// The subject codes.
    #[serde(default, deserialize_with = "texts")]
    pub subject_codes: Vec<String>,
    /// The subjects, such as `Math`.
    #[serde(default, deserialize_with = "or_empty")]
    pub subjects: Vec<String>,
    /// The grades: `-1` is pre-kindergarten, `0` kindergarten, `13` AP.
    #[serde(default, deserialize_with = "texts")]
    pub grades: Vec<String>,
    /// The periods.
    #[serde(default, deserialize_with = "texts")]
    pub periods: Vec<String>,
    /// The course.
    pub course: Course,
}

impl EduBridge<'_> {
    /// Returns a course's default class, at a school if several offer the course. The platform creates the class if it
    /// does not exist: `GET /enrollments/defaultClass/{courseId}[/{schoolId}]`. Not needed to enroll a user.
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
