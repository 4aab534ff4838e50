use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};

use super::{
    contract,
    error::ApiError,
    possible_errors::{ProfileErrors, VerifyErrors},
    tag,
};
use crate::server::{AppState, profile_reads::MaybeReader};
use timeback::{Freshness, Verification};

/// `GET /user/verify`: checks whether the signed-in student is a Timeback user.
///
/// Several records with the student's e-mail address return 409, unless only one of them is eligible: a deleted record
/// (`status` is `tobedeleted`) never is, and a disabled record (`enabledUser` is `false`) is ignored beside an enabled
/// one.
#[utoipa::path(get, path = "/user/verify", tag = tag::USER, operation_id = "verifyUser",
    security(("session" = [])),
    responses((status = OK, body = contract::Verification, description = "Whether the student is a Timeback user, and the user's ID"), VerifyErrors))]
pub async fn verify(
    State(state): State<AppState>,
    MaybeReader(reader): MaybeReader,
) -> Result<Json<Verification>, ApiError> {
    let read = reader.ok_or(ApiError::Unauthorized)?.begin(&state)?;
    Ok(Json(state.profiles.verify(read).await?))
}

/// `GET /user/me`: returns the signed-in student's Timeback profile.
///
/// The profile is cached per session; `Cache-Control: no-cache` fetches it from Timeback again. The response is
/// complete or 502: unlike the profile page, it cannot mark data as missing or stale.
///
/// "Today" is the current day in the time zone that the student chose in `/account`, else in `TIMEBACK_TIME_ZONE`, which is
/// UTC by default, as in the official SDK. As there, past enrollments are among the courses and may set the goals, and the
/// name is the given and family name. The profile page instead shows the goals that are valid today and the preferred name.
#[utoipa::path(get, path = "/user/me", tag = tag::USER, operation_id = "getProfile",
    params(("cache-control" = Option<String>, Header, description = "`no-cache` fetches the profile from Timeback again")),
    security(("session" = [])),
    responses((status = OK, body = contract::Profile, description = "The profile"), ProfileErrors))]
pub async fn me(
    State(state): State<AppState>,
    MaybeReader(reader): MaybeReader,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
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
    Ok(Json(&snapshot.profile).into_response())
}

/// Whether a `Cache-Control` header contains the `no-cache` directive.
fn is_no_cache(line: &HeaderValue) -> bool {
    line.to_str().is_ok_and(|line| {
        line.split(',')
            .any(|directive| directive.trim().eq_ignore_ascii_case("no-cache"))
    })
}
