use axum::{
    Extension,
    body::Bytes,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse as _, Response},
};

use jiff::Timestamp;

use super::{
    bearer::{self, Bearer},
    error::ApiError,
    possible_errors::Refused,
    tag,
    user::User,
    user_response_cache::{Lookup, TokenHash, UserResponseCache},
};
use crate::server::{AppState, client_info::Client};
use identity::{Identity, SessionId, TooManyAttempts, UserId};

/// A serialized user response with its expiry.
#[derive(Clone)]
pub struct UserResponse {
    pub user: UserId,
    session: SessionId,
    /// When the access token or its session expires, provided that nothing changes before.
    pub until: Timestamp,
    json: Bytes,
}

/// `GET /user`: returns the signed-in user.
///
/// Every request checks that the session is still active and that the account is unchanged, so a revoked session is
/// rejected at once.
#[utoipa::path(get, path = "/user", tag = tag::USER, operation_id = "getUser", security(("bearer" = [])),
    responses((status = OK, body = User, description = "The user"),
        Refused<(Bearer, TooManyAttempts)>))]
pub async fn read(
    State(state): State<AppState>,
    Client(client): Client,
    Extension(cache): Extension<UserResponseCache>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let counted = state.profile_reads.count_address(client)?;
    let token = bearer::token(&headers).ok_or(ApiError::NO_AUTHORIZATION)?;
    let hash = TokenHash::of(token);
    let response = match cache.find(&state, hash).await? {
        Lookup::Hit(response) => response,
        Lookup::Miss(position) => {
            let response = find(&state.identity, token).await?;
            cache.insert(hash, response.clone(), position);
            response
        }
    };
    let read = counted.count(response.user, response.session)?;
    state.profile_reads.note(read).await;
    Ok(([(header::CONTENT_TYPE, "application/json")], response.json).into_response())
}

async fn find(identity: &Identity, token: &str) -> Result<UserResponse, ApiError> {
    let (auth, until) = identity.authenticate_until(token).await?;
    let account = identity.find_account(&auth.user).await?;
    let account = account.ok_or(ApiError::USER_NOT_FOUND)?;
    let json = serde_json::to_vec(&User::from(account)).map_err(|_| ApiError::UNEXPECTED)?;
    Ok(UserResponse {
        user: auth.user,
        session: auth.session,
        until,
        json: json.into(),
    })
}
