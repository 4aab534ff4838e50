//! Enrolling and unenrolling users.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::enrollments::entry;
use crate::imsx::ImsxError;
use crate::school::changes::{ChangeError, EnrollmentOptions, EnrollmentTarget};
use crate::{Sandbox, utc_day};

const ROLES: [&str; 4] = ["administrator", "proctor", "student", "teacher"];

/// Path parameters.
#[derive(Debug, Deserialize)]
pub struct PathParameters {
    user: String,
    course: String,
    school: Option<String>,
}

/// Request body of an enrollment.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Options {
    sourced_id: Option<String>,
    role: Option<String>,
    begin_date: Option<String>,
    #[serde(default)]
    metadata: Map<String, Value>,
}

/// `POST /enrollments/enroll/{user}/{course}[/{school}]`. Idempotent.
pub async fn enroll(
    State(sandbox): State<Sandbox>,
    Path(path): Path<PathParameters>,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), ImsxError> {
    let options = options(&sandbox, &body)?;
    let enrollment = sandbox.school().enroll(&path.into(), options)?;
    let roster = sandbox.roster();
    let course = roster
        .find_course(&enrollment.course_id)
        .ok_or_else(|| ImsxError::not_found("Course"))?;
    let data = entry(&enrollment, course);
    Ok((StatusCode::CREATED, Json(json!({ "data": data }))))
}

/// `DELETE /enrollments/unenroll/{user}/{course}[/{school}]`; at all schools if none is given.
pub async fn unenroll(
    State(sandbox): State<Sandbox>,
    Path(path): Path<PathParameters>,
) -> Result<StatusCode, ImsxError> {
    let today = utc_day(sandbox.now());
    sandbox.school().unenroll(&path.into(), today)?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /enrollments/resetProgress/{user}/{course}`: soft-deletes the user's results in the course.
pub async fn reset_progress(
    State(sandbox): State<Sandbox>,
    Path(path): Path<PathParameters>,
) -> Result<StatusCode, ImsxError> {
    let roster = sandbox.roster();
    let known = |is_known: bool, name| is_known.then_some(()).ok_or(ImsxError::not_found(name));
    known(roster.find_person(&path.user).is_some(), "User")?;
    known(roster.find_course(&path.course).is_some(), "Course")?;
    sandbox.0.gradebook.delete_results(&path.user, &path.course);
    Ok(StatusCode::NO_CONTENT)
}

fn options(sandbox: &Sandbox, body: &[u8]) -> Result<EnrollmentOptions, ImsxError> {
    let options: Options = if body.is_empty() {
        Options::default()
    } else {
        serde_json::from_slice(body)
            .map_err(|error| ImsxError::bad_request(format!("The body cannot be read: {error}.")))?
    };
    let role = options.role.as_deref().unwrap_or("student");
    let role = ROLES.into_iter().find(|known| *known == role);
    let begins_at = options.begin_date.map_or(Ok(sandbox.now()), |text| {
        text.parse()
            .map_err(|_| ImsxError::unprocessable("beginDate must be a full ISO 8601 datetime."))
    })?;
    Ok(EnrollmentOptions {
        id: options.sourced_id,
        role: role.ok_or_else(|| {
            ImsxError::unprocessable(format!("role must be one of {}.", ROLES.join(", ")))
        })?,
        begins_on: utc_day(begins_at),
        metadata: options.metadata,
    })
}

impl From<PathParameters> for EnrollmentTarget {
    fn from(path: PathParameters) -> Self {
        Self {
            person_id: path.user,
            course_id: path.course,
            school_id: path.school,
        }
    }
}

impl From<ChangeError> for ImsxError {
    fn from(refusal: ChangeError) -> Self {
        match refusal {
            ChangeError::Unknown(name) => Self::not_found(name),
            ChangeError::IdTaken => Self::unprocessable("sourcedId is that of another enrollment."),
            ChangeError::NoGoals => Self::unprocessable("The course has no goals."),
        }
    }
}
