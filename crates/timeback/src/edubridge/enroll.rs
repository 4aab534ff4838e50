//! Into a course and out of it.

use jiff::Timestamp;
use reqwest::Method;
use serde::Serialize;
use serde_json::json;

use super::{EduBridge, Enrollment, EnrollmentMetadata, Role, answer::Data};
use crate::{Error, Service, transport::Request};

const ENROLL: &str = "/edubridge/enrollments/enroll/{userId}/{courseId}";
const ENROLL_AT_SCHOOL: &str = "/edubridge/enrollments/enroll/{userId}/{courseId}/{schoolId}";
const UNENROLL: &str = "/edubridge/enrollments/unenroll/{userId}/{courseId}";
const UNENROLL_AT_SCHOOL: &str = "/edubridge/enrollments/unenroll/{userId}/{courseId}/{schoolId}";
const RESET_PROGRESS: &str = "/edubridge/enrollments/resetProgress/{userId}/{courseId}";

/// How a user is enrolled. The default: as a student, from today on, with the course's goals.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewEnrollment {
    /// The `sourcedId` the enrollment shall have; the platform makes one up otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sourced_id: Option<String>,
    /// What the user shall be in the course; a student otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// When it begins; today otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begin_date: Option<Timestamp>,
    /// Goals and figures of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<EnrollmentMetadata>,
}

impl EduBridge<'_> {
    /// Enrolls a user in a course, at a school where the course is given at several:
    /// `POST /enrollments/enroll/{userId}/{courseId}[/{schoolId}]`. Classes and terms are the platform's to make.
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

    /// Takes a user out of a course: `DELETE /enrollments/unenroll/{userId}/{courseId}[/{schoolId}]`.
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

    /// Drops a user's results in a course: `DELETE /enrollments/resetProgress/{userId}/{courseId}`. What apps keep of
    /// their own stays.
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

/// A request by one of two routes: the first without, the second with a school at its end.
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
