use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
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
///
/// Whole or 502: unlike a page it cannot mark what is missing or old. "Today" is the UTC day, as in the official SDK, unless
/// `TIMEBACK_TIME_ZONE` names another.
pub async fn me(
    State(state): State<AppState>,
    MaybeViewer(viewer): MaybeViewer,
    headers: HeaderMap,
) -> Result<Json<TimebackProfile>, ApiError> {
    let student = viewer.ok_or(ApiError::Unauthorized)?;
    let freshness = if headers
        .get_all(header::CACHE_CONTROL)
        .iter()
        .any(is_no_cache)
    {
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

/// Whether `no-cache` is among a line's directives.
fn is_no_cache(line: &HeaderValue) -> bool {
    line.to_str().is_ok_and(|line| {
        line.split(',')
            .any(|directive| directive.trim().eq_ignore_ascii_case("no-cache"))
    })
}
