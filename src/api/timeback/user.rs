use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
};

use super::{contract, error::ApiError, tag};
use crate::server::{AppState, profile_reads::MaybeReader};
use timeback::{Freshness, TimebackProfile, Verification};

/// `GET /user/verify`: whether the signed-in student is a Timeback user.
///
/// Two records of one address are a conflict, 409, unless only one of them counts: a record that is gone (`status`
/// `tobedeleted`) never does, and one that is disabled (`enabledUser` `false`) does not beside one that is not.
#[utoipa::path(get, path = "/user/verify", tag = tag::USER, operation_id = "verifyUser",
    security(("session" = [])),
    responses((status = OK, body = contract::Verification, description = "Whether, and by which id")))]
pub async fn verify(
    State(state): State<AppState>,
    MaybeReader(reader): MaybeReader,
) -> Result<Json<Verification>, ApiError> {
    let read = reader.ok_or(ApiError::Unauthorized)?.begin(&state)?;
    Ok(Json(state.profiles.verify(read).await?))
}

/// `GET /user/me`: the signed-in student's profile, the session's. With `Cache-Control: no-cache` Timeback is asked anew.
///
/// Whole or 502: unlike a page it cannot mark what is missing or old. "Today" is the UTC day, as in the official SDK, unless
/// `TIMEBACK_TIME_ZONE` names another. Enrollments that are over are among the courses and may set the goals, and the name
/// is the given and family name, as in the official SDK; the profile page shows the goals that hold today, and the preferred
/// name.
#[utoipa::path(get, path = "/user/me", tag = tag::USER, operation_id = "getProfile",
    params(("cache-control" = Option<String>, Header, description = "`no-cache` asks Timeback anew")),
    security(("session" = [])),
    responses((status = OK, body = contract::Profile, description = "The profile")))]
pub async fn me(
    State(state): State<AppState>,
    MaybeReader(reader): MaybeReader,
    headers: HeaderMap,
) -> Result<Json<TimebackProfile>, ApiError> {
    let read = reader.ok_or(ApiError::Unauthorized)?.begin(&state)?;
    let freshness = if headers
        .get_all(header::CACHE_CONTROL)
        .iter()
        .any(is_no_cache)
    {
        Freshness::Fresh
    } else {
        Freshness::Cached
    };
    let snapshot = state.profiles.snapshot(read, freshness).await?;
    Ok(Json(snapshot.profile))
}

/// Whether `no-cache` is among a line's directives.
fn is_no_cache(line: &HeaderValue) -> bool {
    line.to_str().is_ok_and(|line| {
        line.split(',')
            .any(|directive| directive.trim().eq_ignore_ascii_case("no-cache"))
    })
}
