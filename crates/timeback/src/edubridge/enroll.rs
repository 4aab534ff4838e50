//! Enrolling and unenrolling users.

use jiff::Timestamp;
use reqwest::Method;
use serde::Serialize;
use serde_json::json;

use super::{EduBridge, Enrollment, EnrollmentMetadata, Role, envelope::Data};
use crate::{Error, Service, transport::Request};

const ENROLL: &str = "/edubridge/enrollments/enroll/{userId}/{courseId}";
const ENROLL_AT_SCHOOL: &str = "/edubridge/enrollments/enroll/{userId}/{courseId}/{schoolId}";
const UNENROLL: &str = "/edubridge/enrollments/unenroll/{userId}/{courseId}";
const UNENROLL_AT_SCHOOL: &str = "/edubridge/enrollments/unenroll/{userId}/{courseId}/{schoolId}";
const RESET_PROGRESS: &str = "/edubridge/enrollments/resetProgress/{userId}/{courseId}";

/// Options of an enrollment. The default is a student, from today, with the course's goals.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewEnrollment {
    /// The enrollment's `sourcedId`; `None` lets the platform generate one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sourced_id: Option<String>,
    /// The user's role; `None` is a student.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// First day; `None` is today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begin_date: Option<Timestamp>,
    /// Individual goals and metrics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<EnrollmentMetadata>,
}

impl EduBridge<'_> {
    /// Enrolls a user in a course, at a school if several offer it: `POST
    /// /enrollments/enroll/{userId}/{courseId}[/{schoolId}]`. The platform creates classes and terms as needed.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails, with status 404 for an unknown user, course or school.
    pub async fn enroll(
        self,
        user_id: &str,
        course_id: &str,
        school_id: Option<&str>,
        enrollment: &NewEnrollment,
    ) -> Result<Enrollment, Error> {
        let routes = [ENROLL, ENROLL_AT_SCHOOL];
        let request = at_school(Method::POST, routes, &[user_id, course_id], school_id);
        let request = request.body(json!(enrollment));
        let Data { data } = self.operation().fetch(request).await?;
        Ok(data)
    }

    /// Unenrolls a user from a course: `DELETE /enrollments/unenroll/{userId}/{courseId}[/{schoolId}]`.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails, with status 404 if there is no such enrollment.
    pub async fn unenroll(
        self,
        user_id: &str,
        course_id: &str,
        school_id: Option<&str>,
    ) -> Result<(), Error> {
        let routes = [UNENROLL, UNENROLL_AT_SCHOOL];
        let request = at_school(Method::DELETE, routes, &[user_id, course_id], school_id);
        self.operation().execute(request).await
    }

    /// Deletes a user's results in a course: `DELETE /enrollments/resetProgress/{userId}/{courseId}`. Data stored by
    /// apps is not affected.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails.
    pub async fn reset_progress(self, user_id: &str, course_id: &str) -> Result<(), Error> {
        let request = Request::new(Method::DELETE, Service::EduBridge, RESET_PROGRESS)
            .id(user_id)
            .id(course_id);
        self.operation().execute(request).await
    }
}

/// Builds a request for the first of two routes, or with a school for the second, which ends with its id.
pub(super) fn at_school(
    method: Method,
    routes: [&'static str; 2],
    ids: &[&str],
    school_id: Option<&str>,
) -> Request {
    let route = routes[usize::from(school_id.is_some())];
    let ids = ids.iter().copied().chain(school_id);
    ids.fold(Request::new(method, Service::EduBridge, route), Request::id)
}
