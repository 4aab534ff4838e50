//! `/edubridge/subject-track`: the course of each subject and grade, by school.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::Sandbox;
use crate::imsx::ImsxError;
use crate::oneroster::collection::Entity;
use crate::school::org::Org;
use crate::school::roster::Roster;
use crate::school::subject::Subject;
use crate::school::track::Track;

/// Request body of a new track.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct NewTrack {
    subject: String,
    grade: String,
    course_id: String,
    org_sourced_id: Option<String>,
}

/// `GET /subject-track`
pub async fn list(State(sandbox): State<Sandbox>) -> Json<Value> {
    let roster = sandbox.roster();
    let tracks = sandbox.0.tracks.all();
    let rows: Vec<Value> = tracks.iter().map(|track| row(track, &roster)).collect();
    Json(json!({ "subjectTrack": rows }))
}

/// `PUT /subject-track`: creates a track, or replaces the one of the same subject, grade and school
pub async fn put(State(sandbox): State<Sandbox>, body: Bytes) -> Result<Json<Value>, ImsxError> {
    let new: NewTrack = read(&body)?;
    let roster = sandbox.roster();
    let track = track(
        &roster,
        (&new.subject, &new.grade),
        &new.course_id,
        new.org_sourced_id,
    )?;
    sandbox.0.tracks.change(|tracks| {
        tracks.retain(|known| !known.conflicts_with(&track));
        tracks.push(track.clone());
    });
    Ok(Json(json!({ "subjectTrack": row(&track, &roster) })))
}

/// `DELETE /subject-track/{id}`
pub async fn delete(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    let is_deleted = sandbox.0.tracks.change(|tracks| {
        let count = tracks.len();
        tracks.retain(|track| track.id() != id);
        tracks.len() < count
    });
    if is_deleted {
        Ok(Json(json!({ "data": null })))
    } else {
        Err(ImsxError::not_found("Subject track"))
    }
}

/// Decodes a request body; 422 if it is invalid.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, ImsxError> {
    serde_json::from_slice(body)
        .map_err(|error| ImsxError::unprocessable(format!("The body is not valid: {error}.")))
}

/// Builds a track, once its course and school are known to exist.
pub fn track(
    roster: &Roster,
    subject_and_grade: (&str, &str),
    course_id: &str,
    org_id: Option<String>,
) -> Result<Track, ImsxError> {
    let (subject, grade) = parse(subject_and_grade)?;
    if roster.find_course(course_id).is_none() {
        return Err(ImsxError::not_found("Course"));
    }
    if org_id.as_deref().is_some_and(|id| Org::find(id).is_none()) {
        return Err(ImsxError::not_found("Org"));
    }
    Ok(Track {
        subject,
        grade,
        org_id,
        course_id: course_id.to_owned(),
    })
}

/// Parses a subject that has courses and a grade from -1 to 13.
pub fn parse((subject, grade): (&str, &str)) -> Result<(Subject, i8), ImsxError> {
    let subject = Subject::TAUGHT
        .into_iter()
        .find(|known| known.name() == subject)
        .ok_or_else(|| ImsxError::unprocessable("subject must be one that is taught."))?;
    match grade.parse() {
        Ok(grade @ -1..=13) => Ok((subject, grade)),
        _ => Err(ImsxError::unprocessable("grade must be from -1 to 13.")),
    }
}

/// Formats a track, with its course and school.
pub fn row(track: &Track, roster: &Roster) -> Value {
    let org = track.org_id.as_deref().and_then(Org::find);
    json!({
        "id": track.id(),
        "grade": track.grade.to_string(),
        "subject": track.subject.name(),
        "course": roster.find_course(&track.course_id).map(Entity::to_json),
        "org": org.map(|org| org.to_json()),
    })
}
