//! Student activity, as reported by the SDK's browser client.

use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde_json::Value;

use super::{
    contract::activity as contract, error::ApiError, possible_errors::ActivityErrors, tag,
};
use crate::{
    server::{AppState, session::MaybeCurrentUser},
    viewer::CurrentUser,
};
use timeback::activity::{Heartbeat, Student, Submission};

type Body = Result<Json<Value>, JsonRejection>;

/// `POST /activity/submit`: records an activity that the signed-in student completed.
///
/// Returns 204 once the activity is stored. It is sent to Timeback at once, or as soon as Timeback accepts it.
#[utoipa::path(post, path = "/activity/submit", tag = tag::ACTIVITY, operation_id = "submitActivity",
    security(("session" = [])), request_body = contract::Submission,
    responses((status = NO_CONTENT, description = "The activity is stored"), ActivityErrors))]
pub async fn submit(
    State(state): State<AppState>,
    MaybeCurrentUser(current_user): MaybeCurrentUser,
    body: Body,
) -> Result<StatusCode, ApiError> {
    let current_user = current_user.ok_or(ApiError::Unauthorized)?;
    let submission = Submission::parse(&body?.0)?;
    state.activities.check(&submission.course)?;
    let timeback_id = timeback_id(&state, &current_user).await?;
    let student = student(&current_user, &timeback_id);
    state.activities.submit(student, &submission).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /activity/heartbeat`: records time that the signed-in student spent on an activity.
///
/// Returns 204 once the heartbeat is stored, or 200 with `{"duplicate":true}` for one that was already received in the
/// last five minutes.
#[utoipa::path(post, path = "/activity/heartbeat", tag = tag::ACTIVITY, operation_id = "heartbeat",
    security(("session" = [])), request_body = contract::Heartbeat,
    responses((status = NO_CONTENT, description = "The heartbeat is stored"),
        (status = OK, body = contract::Duplicate, description = "Duplicate of a heartbeat of the last five minutes; ignored"),
        ActivityErrors))]
pub async fn heartbeat(
    State(state): State<AppState>,
    MaybeCurrentUser(current_user): MaybeCurrentUser,
    body: Body,
) -> Result<Response, ApiError> {
    let current_user = current_user.ok_or(ApiError::Unauthorized)?;
    let heartbeat = Heartbeat::parse(&body?.0)?;
    state.activities.check(&heartbeat.course)?;
    if state
        .activities
        .is_repeated(current_user.email.as_str(), &heartbeat)
    {
        return Ok(Json(contract::Duplicate { duplicate: true }).into_response());
    }
    let timeback_id = timeback_id(&state, &current_user).await?;
    let student = student(&current_user, &timeback_id);
    state.activities.beat(student, &heartbeat).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The student's Timeback user ID, looked up once per session.
async fn timeback_id(state: &AppState, current_user: &CurrentUser) -> Result<String, ApiError> {
    let timeback_id = state.profiles.find_timeback_id(current_user).await?;
    timeback_id.ok_or(ApiError::UserNotFound)
}

fn student<'a>(current_user: &'a CurrentUser, timeback_id: &'a str) -> Student<'a> {
    Student {
        timeback_id,
        email: current_user.email.as_str(),
    }
}
