//! Subject tracks: the course of a subject, by grade and school.

use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{EduBridge, grade, open_enum::open_enum};
use crate::{
    Error, Failure, Service,
    lenient::{Fields, LenientDecode, id, optional_text, or_empty, texts},
    transport::{LARGE_BODY_LIMIT, Request},
};

const TRACKS: &str = "/edubridge/subject-track/";
const TRACK: &str = "/edubridge/subject-track/{id}";

open_enum! {
    /// A subject of the platform.
    Subject {
        /// Reading.
        Reading = "Reading",
        /// Language.
        Language = "Language",
        /// Vocabulary.
        Vocabulary = "Vocabulary",
        /// Social studies.
        SocialStudies = "Social Studies",
        /// Writing.
        Writing = "Writing",
        /// Science.
        Science = "Science",
        /// Arithmetic facts at speed.
        FastMath = "FastMath",
        /// Mathematics.
        Math = "Math",
    }
}

/// The course of a subject and grade, at one school or at all schools.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SubjectTrack {
    /// The track's id.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// The grade: -1 is pre-kindergarten, 0 kindergarten, 13 AP.
    #[serde(with = "grade")]
    pub grade: i8,
    /// The subject.
    pub subject: Subject,
    /// The course.
    pub course: TrackCourse,
    /// The school; `None` for all schools.
    #[serde(default)]
    pub org: Option<TrackOrg>,
}

/// The course of a track.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrackCourse {
    /// The course's `sourcedId`.
    #[serde(default, deserialize_with = "optional_text")]
    pub sourced_id: Option<String>,
    /// The title.
    pub title: String,
    /// The code.
    #[serde(default, deserialize_with = "optional_text")]
    pub course_code: Option<String>,
    /// The grades: `-1` is pre-kindergarten, `0` kindergarten, `13` AP.
    #[serde(default, deserialize_with = "texts")]
    pub grades: Vec<String>,
    /// The subjects.
    #[serde(default, deserialize_with = "or_empty")]
    pub subjects: Vec<String>,
    /// Additional metadata.
    #[serde(default, deserialize_with = "or_empty")]
    pub metadata: Map<String, Value>,
}

/// The school of a track.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrackOrg {
    /// The organization's `sourcedId`.
    #[serde(deserialize_with = "id")]
    pub sourced_id: String,
    /// The name.
    #[serde(default, deserialize_with = "or_empty")]
    pub name: String,
}

/// A track to create. Subject, grade and school identify a track: an existing one is replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewSubjectTrack {
    /// The subject.
    pub subject: Subject,
    /// The grade: -1 is pre-kindergarten, 0 kindergarten, 13 AP.
    #[serde(serialize_with = "grade::serialize")]
    pub grade: i8,
    /// The course's `sourcedId`.
    pub course_id: String,
    /// The school's `sourcedId`; `None` for all schools.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org_sourced_id: Option<String>,
}

/// A response with one track, under the same key as the list.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OneTrack {
    subject_track: SubjectTrack,
}

impl LenientDecode for OneTrack {}

/// A response with all tracks.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Tracks {
    subject_track: Vec<SubjectTrack>,
}

impl LenientDecode for Tracks {
    fn decode_fields(mut response: Fields<'_>) -> Result<Self, Failure> {
        let subject_track = response.decode_list("subjectTrack")?;
        Ok(Self { subject_track })
    }
}

impl EduBridge<'_> {
    /// Returns all tracks, of single schools and for all schools: `GET /subject-track/`.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails.
    pub async fn list_subject_tracks(self) -> Result<Vec<SubjectTrack>, Error> {
        let request = Request::get(Service::EduBridge, TRACKS).body_limit(LARGE_BODY_LIMIT);
        let Tracks { subject_track } = self.operation().fetch(request).await?;
        Ok(subject_track)
    }

    /// Creates or replaces a track: `PUT /subject-track/`.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails, with status 404 or 422 for an unknown course or school.
    pub async fn put_subject_track(self, track: &NewSubjectTrack) -> Result<SubjectTrack, Error> {
        let request = Request::new(Method::PUT, Service::EduBridge, TRACKS).body(json!(track));
        let OneTrack { subject_track } = self.operation().fetch(request).await?;
        Ok(subject_track)
    }

    /// Deletes a track: `DELETE /subject-track/{id}`.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails, with status 404 if there is no such track.
    pub async fn delete_subject_track(self, id: &str) -> Result<(), Error> {
        let request = Request::new(Method::DELETE, Service::EduBridge, TRACK).id(id);
        self.operation().execute(request).await
    }
}
