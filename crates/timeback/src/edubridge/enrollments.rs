//! Who is in which course.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{EduBridge, EnrollmentMetadata, answer::DataList, open::open_enum};
use crate::{
    Error, Service,
    lenient::{id, optional_instant, or_empty, texts},
    oneroster::Status,
    transport::{LARGE_BODY_LIMIT, Operation, Request},
};

const USER_ENROLLMENTS: &str = "/edubridge/enrollments/user/{userId}";

open_enum! {
    /// What a user is in a course.
    Role {
        /// Runs it.
        Administrator = "administrator",
        /// Watches over its tests.
        Proctor = "proctor",
        /// Learns in it.
        Student = "student",
        /// Teaches it.
        Teacher = "teacher",
    }
}

impl Default for Role {
    fn default() -> Self {
        Self::Other(String::new())
    }
}

/// A user's place in a course. It cannot do without the course, nor the course without its id.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Enrollment {
    /// The enrollment's `sourcedId`; empty if the platform sends none.
    #[serde(default, deserialize_with = "id")]
    pub id: String,
    /// The record's status.
    pub status: Option<Status>,
    /// What the user is in the course; an empty word where the platform does not say.
    #[serde(default)]
    pub role: Role,
    /// When it began; a bare date is its midnight in UTC.
    #[serde(default, deserialize_with = "optional_instant")]
    pub begin_date: Option<Timestamp>,
    /// When it ends. "Active" enrollments whose end has passed do occur.
    #[serde(default, deserialize_with = "optional_instant")]
    pub end_date: Option<Timestamp>,
    /// Goals and figures; empty if the platform sends none.
    #[serde(default, deserialize_with = "or_empty")]
    pub metadata: EnrollmentMetadata,
    /// The course.
    pub course: Course,
    /// The school that offers the course.
    #[serde(default)]
    pub school: Option<School>,
    /// The lessons' times.
    #[serde(default, deserialize_with = "or_empty")]
    pub periods: Vec<ClassPeriod>,
    /// Whether the course can be tested out of.
    #[serde(default, deserialize_with = "or_empty")]
    pub test_out_supported: bool,
    /// Whether this user may test out of it.
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
    /// Whether the course's record is in use.
    pub status: Option<Status>,
    /// The course's title; empty if the platform sends none.
    #[serde(default, deserialize_with = "or_empty")]
    pub title: String,
    /// Its subjects, such as `Math`.
    #[serde(default, deserialize_with = "texts")]
    pub subjects: Vec<String>,
    /// Its grades: `-1` is pre-kindergarten, `0` kindergarten, `13` AP.
    #[serde(default, deserialize_with = "texts")]
    pub grades: Vec<String>,
    /// The app it is taken in.
    #[serde(default)]
    pub primary_app: Option<PrimaryApp>,
    /// What else is known of it, such as `metrics.totalXp`, its size.
    #[serde(default, deserialize_with = "or_empty")]
    pub metadata: Map<String, Value>,
}

/// The app a course is taken in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PrimaryApp {
    /// The application's `sourcedId`.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it is served from.
    #[serde(default, deserialize_with = "or_empty")]
    pub domains: Vec<String>,
}

/// The school that offers a course.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct School {
    /// The organisation's `sourcedId`.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// Whether the school's record is in use.
    pub status: Option<Status>,
    /// Its name.
    #[serde(default, deserialize_with = "or_empty")]
    pub name: String,
}

impl Enrollment {
    /// Whether the enrollment or its course is deleted or not in use. What does not say is neither.
    pub fn is_gone(&self) -> bool {
        is_gone(self.status.as_ref()) || is_gone(self.course.status.as_ref())
    }
}

impl School {
    /// Whether the school is gone.
    pub fn is_gone(&self) -> bool {
        is_gone(self.status.as_ref())
    }
}

fn is_gone(status: Option<&Status>) -> bool {
    status.is_some_and(|status| status.is_gone() || status.is_inactive())
}

/// One of a class's periods.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClassPeriod {
    /// The period's id.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it begins.
    #[serde(default, deserialize_with = "optional_instant")]
    pub start_date: Option<Timestamp>,
    /// When it ends.
    #[serde(default, deserialize_with = "optional_instant")]
    pub end_date: Option<Timestamp>,
}

impl EduBridge<'_> {
    /// The user's active enrollments, in the platform's order: `GET /enrollments/user/{userId}`.
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
