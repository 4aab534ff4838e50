use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
};

use super::error::ApiError;
use crate::{
    server::{AppState, session::MaybeViewer},
    timeback::{Freshness, TimebackProfile, Verification},
};

/// `GET /user/verify`: whether the signed-in student is a Timeback user.
pub async fn verify(
    State(state): State<AppState>,
    MaybeViewer(viewer): MaybeViewer,
) -> Result<Json<Verification>, ApiError> {
    let student = viewer.ok_or(ApiError::Unauthorized)?;
    Ok(Json(state.profiles.verification(&student).await?))
}

/// `GET /user/me`: the signed-in student's profile, the session's. With `Cache-Control: no-cache` Timeback is asked anew.
pub async fn me(
    State(state): State<AppState>,
    MaybeViewer(viewer): MaybeViewer,
    headers: HeaderMap,
) -> Result<Json<TimebackProfile>, ApiError> {
    let student = viewer.ok_or(ApiError::Unauthorized)?;
    let wants_fresh = headers
        .get(header::CACHE_CONTROL)
        .is_some_and(|value| value == "no-cache");
    let freshness = if wants_fresh {
        Freshness::Fresh
    } else {
        Freshness::Cached
    };
    Ok(Json(
        state
            .profiles
            .snapshot(&student, freshness)
            .await?
            .profile
            .clone(),
    ))
}
