//! A user's enrollments.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{EduBridge, EnrollmentMetadata, envelope::DataList, open_enum::open_enum};
use crate::{
    Error, Service,
    lenient::{id, optional_instant, or_empty, texts},
    oneroster::Status,
    transport::{LARGE_BODY_LIMIT, Operation, Request},
};

const USER_ENROLLMENTS: &str = "/edubridge/enrollments/user/{userId}";

open_enum! {
    /// Role of a user in a course.
    Role {
        /// Administrator.
        Administrator = "administrator",
        /// Proctor.
        Proctor = "proctor",
        /// Student.
        Student = "student",
        /// Teacher.
        Teacher = "teacher",
    }
}

impl Default for Role {
    fn default() -> Self {
        Self::Other(String::new())
    }
}

/// Enrollment of a user in a course. The course and its id are required.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Enrollment {
    /// The enrollment's `sourcedId`; empty if the platform sends none.
    #[serde(default, deserialize_with = "id")]
    pub id: String,
    /// The record's status.
    pub status: Option<Status>,
    /// The user's role; an empty `Other` if the platform sends none.
    #[serde(default)]
    pub role: Role,
    /// Start of the enrollment; a bare date is midnight UTC.
    #[serde(default, deserialize_with = "optional_instant")]
    pub begin_date: Option<Timestamp>,
    /// End of the enrollment. The platform also lists active enrollments that have ended.
    #[serde(default, deserialize_with = "optional_instant")]
    pub end_date: Option<Timestamp>,
    /// Goals and metrics; empty if the platform sends none.
    #[serde(default, deserialize_with = "or_empty")]
    pub metadata: EnrollmentMetadata,
    /// The course.
    pub course: Course,
    /// The school that offers the course.
    #[serde(default)]
    pub school: Option<School>,
    /// The class's periods.
    #[serde(default, deserialize_with = "or_empty")]
    pub periods: Vec<ClassPeriod>,
    /// Whether the course has a test-out.
    #[serde(default, deserialize_with = "or_empty")]
    pub test_out_supported: bool,
    /// Whether this user may take the test-out.
    #[serde(default, deserialize_with = "or_empty")]
    pub test_out_eligible: bool,
}

/// The course of an enrollment or a class.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Course {
    /// The course's `sourcedId`.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// The record's status.
    pub status: Option<Status>,
    /// The course's title; empty if the platform sends none.
    #[serde(default, deserialize_with = "or_empty")]
    pub title: String,
    /// The subjects, such as `Math`.
    #[serde(default, deserialize_with = "texts")]
    pub subjects: Vec<String>,
    /// The grades: `-1` is pre-kindergarten, `0` kindergarten, `13` AP.
    #[serde(default, deserialize_with = "texts")]
    pub grades: Vec<String>,
    /// The primary app.
    #[serde(default)]
    pub primary_app: Option<PrimaryApp>,
    /// Additional metadata, such as `metrics.totalXp`, the course's size.
    #[serde(default, deserialize_with = "or_empty")]
    pub metadata: Map<String, Value>,
}

/// The primary app of a course.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PrimaryApp {
    /// The application's `sourcedId`.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// The name.
    pub name: String,
    /// The URL.
    #[serde(default, deserialize_with = "or_empty")]
    pub domains: Vec<String>,
}

/// A school that offers a course.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct School {
    /// The organization's `sourcedId`.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// The record's status.
    pub status: Option<Status>,
    /// The name.
    #[serde(default, deserialize_with = "or_empty")]
    pub name: String,
}

impl Enrollment {
    /// Whether the enrollment or its course is deleted or inactive. A missing status counts as active.
    pub fn is_inactive(&self) -> bool {
        is_inactive(self.status.as_ref()) || is_inactive(self.course.status.as_ref())
    }
}

impl School {
    /// Whether the school is deleted or inactive.
    pub fn is_inactive(&self) -> bool {
        is_inactive(self.status.as_ref())
    }
}

fn is_inactive(status: Option<&Status>) -> bool {
    status.is_some_and(|status| status.is_deleted() || status.is_inactive())
}

/// A period of a class.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClassPeriod {
    /// The period's id.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// The title.
    pub title: String,
    /// Start of the period.
    #[serde(default, deserialize_with = "optional_instant")]
    pub start_date: Option<Timestamp>,
    /// End of the period.
    #[serde(default, deserialize_with = "optional_instant")]
    pub end_date: Option<Timestamp>,
}

impl EduBridge<'_> {
    /// Returns the user's active enrollments, in the platform's order: `GET /enrollments/user/{userId}`.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails, with status 404 for an unknown user.
    pub async fn list_enrollments(self, user_id: &str) -> Result<Vec<Enrollment>, Error> {
        list_enrollments(self.operation(), user_id).await
    }
}

/// [`EduBridge::list_enrollments`] within an operation.
pub(crate) async fn list_enrollments(
    operation: Operation<'_>,
    user_id: &str,
) -> Result<Vec<Enrollment>, Error> {
    let request = Request::get(Service::EduBridge, USER_ENROLLMENTS)
        .id(user_id)
        .body_limit(LARGE_BODY_LIMIT);
    let DataList { data } = operation.fetch(request).await?;
    Ok(data)
}
