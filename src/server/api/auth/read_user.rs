use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse as _, Response},
};

use super::{bearer, error::ApiError, flights::Flights, tag, user::User};
use crate::{
    identity::{Identity, Refusal, SessionId, UserId},
    server::{AppState, caller::Asked, limits},
};

/// Reads under way, by access token.
pub type Reads = Flights<String, Result<Profile, ApiError>>;

/// What a read of a profile found.
#[derive(Clone)]
pub struct Profile {
    user: UserId,
    session: SessionId,
    json: Bytes,
}

/// `GET /user`: the profile of who asks. The token, its session and its user are looked up anew for each question, once
/// for those that come at the same time.
#[utoipa::path(get, path = "/user", tag = tag::USER, operation_id = "getUser", security(("bearer" = [])),
    responses((status = OK, body = User, description = "The user")))]
pub async fn read(
    State(state): State<AppState>,
    Asked(caller): Asked,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let limits = state.identity.limits();
    limits.read_from(caller.address, state.read_rate)?;
    let token = bearer::token(&headers).ok_or(ApiError::NO_AUTHORIZATION)?;
    let (identity, key) = (state.identity.clone(), token.to_owned());
    let look = {
        let token = key.clone();
        move || async move { find(&identity, &token).await }
    };
    let profile = state.reads.ask(&key, look).await?;
    limits.read(profile.user.as_str(), state.read_rate)?;
    limits::note(&state.identity, &profile.user, &profile.session, &caller).await;
    Ok(([(header::CONTENT_TYPE, "application/json")], profile.json).into_response())
}

async fn find(identity: &Identity, token: &str) -> Result<Profile, ApiError> {
    let access = identity.authenticate(token).await;
    let access = access.map_err(|denied| ApiError::from(denied).forbidden())?;
    let account = identity.find_account(&access.user).await?;
    let account = account.ok_or(Refusal::UserNotFound)?;
    let json = serde_json::to_vec(&User::from(account)).map_err(|_| ApiError::UNEXPECTED)?;
    Ok(Profile {
        user: access.user,
        session: access.session,
        json: json.into(),
    })
}
