//! `/edubridge/subject-track/groups`: the tracks of one subject, grade and course.

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::tracks::{parse, read, row, track};
use crate::Sandbox;
use crate::imsx::ImsxError;
use crate::school::subject::Subject;
use crate::school::track::Track;

/// Request body of a new group.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct NewGroup {
    subject: String,
    grade: String,
    course_id: String,
    #[serde(default)]
    org_sourced_ids: Vec<String>,
}

/// Request body of an update, which replaces a group by another.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Update {
    current_course_id: String,
    is_global: bool,
    #[serde(default)]
    strategy: Strategy,
    #[serde(flatten)]
    group: NewGroup,
}

/// How conflicts with tracks of other groups are resolved.
#[derive(Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Strategy {
    #[default]
    Replace,
    Fail,
}

/// Request body of a deletion.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct GroupToDelete {
    subject: String,
    grade: String,
    course_id: String,
    is_global: bool,
}

/// Key of a group.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    subject: Subject,
    grade: i8,
    course_id: String,
    is_global: bool,
}

/// `GET`: all groups
pub async fn list(State(sandbox): State<Sandbox>) -> Json<Value> {
    let roster = sandbox.roster();
    let mut groups: BTreeMap<Key, Vec<Value>> = BTreeMap::new();
    for track in sandbox.0.tracks.all() {
        let rows = groups.entry(Key::of(&track)).or_default();
        rows.push(row(&track, &roster));
    }
    let groups: Vec<Value> = groups
        .into_iter()
        .map(|(key, tracks)| key.group(&tracks))
        .collect();
    Json(json!({ "groups": groups }))
}

/// `POST`: creates a track per school, or one for all schools
pub async fn create(State(sandbox): State<Sandbox>, body: Bytes) -> Result<StatusCode, ImsxError> {
    let new = read::<NewGroup>(&body)?.tracks(&sandbox)?;
    sandbox.0.tracks.change(|tracks| replace(tracks, new));
    Ok(StatusCode::NO_CONTENT)
}

/// `PUT`: replaces all tracks of a group
pub async fn update(State(sandbox): State<Sandbox>, body: Bytes) -> Result<StatusCode, ImsxError> {
    let update: Update = read(&body)?;
    let (subject, grade) = parse((&update.group.subject, &update.group.grade))?;
    let key = Key {
        subject,
        grade,
        course_id: update.current_course_id,
        is_global: update.is_global,
    };
    let new = update.group.tracks(&sandbox)?;
    sandbox.0.tracks.change(|tracks| {
        let others: Vec<Track> = tracks_outside(tracks, &key)?;
        let is_conflict = |known: &Track| new.iter().any(|new| new.conflicts_with(known));
        if update.strategy == Strategy::Fail && others.iter().any(is_conflict) {
            return Err(ImsxError::new(
                StatusCode::CONFLICT,
                "Another group has a track for the subject and grade.",
            ));
        }
        *tracks = others;
        replace(tracks, new);
        Ok(StatusCode::NO_CONTENT)
    })
}

/// `DELETE`: deletes all tracks of a group
pub async fn delete(State(sandbox): State<Sandbox>, body: Bytes) -> Result<StatusCode, ImsxError> {
    let group: GroupToDelete = read(&body)?;
    let (subject, grade) = parse((&group.subject, &group.grade))?;
    let key = Key {
        subject,
        grade,
        course_id: group.course_id,
        is_global: group.is_global,
    };
    sandbox.0.tracks.change(|tracks| {
        *tracks = tracks_outside(tracks, &key)?;
        Ok(StatusCode::NO_CONTENT)
    })
}

/// Returns the tracks that are not in the group; 404 if it has none.
fn tracks_outside(tracks: &[Track], key: &Key) -> Result<Vec<Track>, ImsxError> {
    let others: Vec<Track> = tracks
        .iter()
        .filter(|track| Key::of(track) != *key)
        .cloned()
        .collect();
    if others.len() == tracks.len() {
        return Err(ImsxError::not_found("Subject track group"));
    }
    Ok(others)
}

fn replace(tracks: &mut Vec<Track>, new: Vec<Track>) {
    tracks.retain(|known| !new.iter().any(|new| new.conflicts_with(known)));
    tracks.extend(new);
}

impl NewGroup {
    fn tracks(&self, sandbox: &Sandbox) -> Result<Vec<Track>, ImsxError> {
        let roster = sandbox.roster();
        let subject_and_grade = (self.subject.as_str(), self.grade.as_str());
        let at =
            |org_id: Option<String>| track(&roster, subject_and_grade, &self.course_id, org_id);
        if self.org_sourced_ids.is_empty() {
            return Ok(vec![at(None)?]);
        }
        let ids = self.org_sourced_ids.iter().cloned();
        ids.map(|id| at(Some(id))).collect()
    }
}

impl Key {
    fn of(track: &Track) -> Self {
        Self {
            subject: track.subject,
            grade: track.grade,
            course_id: track.course_id.clone(),
            is_global: track.org_id.is_none(),
        }
    }

    /// Formats the group. The specification has only `key` and `tracks`; the official client requires an id and a name.
    fn group(&self, tracks: &[Value]) -> Value {
        let (subject, grade) = (self.subject.name(), self.grade.to_string());
        let scope = if self.is_global { "all" } else { "some" };
        json!({
            "id": format!("{subject}-{grade}-{}-{scope}", self.course_id),
            "name": format!("{subject} {grade}"),
            "key": {
                "subject": subject,
                "grade": grade,
                "courseId": self.course_id,
                "isGlobal": self.is_global,
            },
            "tracks": tracks,
        })
    }
}
