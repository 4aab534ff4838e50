//! Groups of subject tracks.

use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{EduBridge, Subject, SubjectTrack, grade};
use crate::{
    Error, Failure, Service,
    lenient::{Fields, LenientDecode, id},
    transport::{LARGE_BODY_LIMIT, Request},
};

const GROUPS: &str = "/edubridge/subject-track/groups";

/// The tracks of one subject, grade and course: one for all schools, or one per school.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SubjectTrackGroup {
    /// The group's key.
    pub key: SubjectTrackGroupKey,
    /// The tracks.
    pub tracks: Vec<SubjectTrack>,
}

/// Key of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubjectTrackGroupKey {
    /// The subject.
    pub subject: Subject,
    /// The grade: -1 is pre-kindergarten, 0 kindergarten, 13 AP.
    #[serde(with = "grade")]
    pub grade: i8,
    /// The course's `sourcedId`.
    #[serde(deserialize_with = "id")]
    pub course_id: String,
    /// Whether it applies to all schools.
    pub is_global: bool,
}

/// A group to create.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewSubjectTrackGroup {
    /// The subject.
    pub subject: Subject,
    /// The grade: -1 is pre-kindergarten, 0 kindergarten, 13 AP.
    #[serde(serialize_with = "grade::serialize")]
    pub grade: i8,
    /// The course's `sourcedId`.
    pub course_id: String,
    /// The schools' `sourcedId`s; empty for one track for all schools.
    pub org_sourced_ids: Vec<String>,
}

/// Changes to a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SubjectTrackGroupUpdate {
    /// The new course's `sourcedId`.
    pub course_id: String,
    /// The new schools' `sourcedId`s; empty for one track for all schools.
    pub org_sourced_ids: Vec<String>,
    /// How conflicts with tracks of other groups are resolved.
    pub strategy: ConflictStrategy,
}

/// How conflicts with existing tracks are resolved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ConflictStrategy {
    /// The existing tracks are replaced.
    #[default]
    Replace,
    /// The call fails.
    Fail,
}

/// The response of the list.
#[derive(Deserialize)]
pub(super) struct Groups {
    groups: Vec<SubjectTrackGroup>,
}

impl LenientDecode for Groups {
    fn decode_fields(mut response: Fields<'_>) -> Result<Self, Failure> {
        let groups = response.decode_list("groups")?;
        Ok(Self { groups })
    }
}

impl EduBridge<'_> {
    /// Returns all groups: `GET /subject-track/groups`.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails.
    pub async fn list_subject_track_groups(self) -> Result<Vec<SubjectTrackGroup>, Error> {
        let request = Request::get(Service::EduBridge, GROUPS).body_limit(LARGE_BODY_LIMIT);
        let Groups { groups } = self.operation().fetch(request).await?;
        Ok(groups)
    }

    /// Creates a group: `POST /subject-track/groups`.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails, with status 404 or 422 for an unknown course or school.
    pub async fn create_subject_track_group(
        self,
        group: &NewSubjectTrackGroup,
    ) -> Result<(), Error> {
        self.change_groups(Method::POST, json!(group)).await
    }

    /// Replaces all tracks of a group: `PUT /subject-track/groups`.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails, with status 404 if there is no such group.
    pub async fn update_subject_track_group(
        self,
        key: &SubjectTrackGroupKey,
        update: &SubjectTrackGroupUpdate,
    ) -> Result<(), Error> {
        let mut body = json!(update);
        body["subject"] = json!(key.subject);
        body["grade"] = json!(key.grade.to_string());
        body["currentCourseId"] = json!(key.course_id);
        body["isGlobal"] = json!(key.is_global);
        self.change_groups(Method::PUT, body).await
    }

    /// Deletes all tracks of a group: `DELETE /subject-track/groups`.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails, with status 404 if there is no such group.
    pub async fn delete_subject_track_group(self, key: &SubjectTrackGroupKey) -> Result<(), Error> {
        self.change_groups(Method::DELETE, json!(key)).await
    }

    async fn change_groups(self, method: Method, body: Value) -> Result<(), Error> {
        let request = Request::new(method, Service::EduBridge, GROUPS).body(body);
        self.operation().execute(request).await
    }
}
