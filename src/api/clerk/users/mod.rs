//! Users: one operation, one file.

pub mod ban;
pub mod create;
pub mod delete;
pub mod delete_factors;
mod external_account;
pub mod external_accounts;
pub mod identifications;
pub mod list;
pub mod lock;
pub mod metadata;
pub mod mfa;
pub mod oauth_access_tokens;
mod password;
pub mod password_compromised;
pub mod phone_number;
mod profile;
pub mod profile_image;
pub mod remove_password;
pub mod update;
pub(super) mod user;
pub mod verify_password;
pub mod verify_totp;

use axum::{Json, extract::State};

use self::user::User;
use super::{
    authentication::SecretKey, error::ClerkError, paths::UserPath, possible_errors::Refused, tag,
};
use crate::server::{AppState, pictures};
use identity::{AdministeredUser, UserId};

/// `GET /users/{id}`: returns a user.
#[utoipa::path(get, path = "/users/{id}", tag = tag::PROGRAMS, operation_id = "clerkGetUser",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = User, description = "The user"),
        Refused<(SecretKey, UserPath)>))]
pub async fn read(
    State(state): State<AppState>,
    UserPath(user): UserPath,
) -> Result<Json<User>, ClerkError> {
    find(&state, &user).await
}

/// The user as they are now.
async fn find(state: &AppState, user: &UserId) -> Result<Json<User>, ClerkError> {
    let found = state.identity.find_user(user).await?;
    let found = found.ok_or(ClerkError::NO_SUCH_USER)?;
    Ok(answer(state, &found))
}

/// A response with this user.
fn answer(state: &AppState, user: &AdministeredUser) -> Json<User> {
    Json(user_json(state, user))
}

/// The user in Clerk's format.
pub(super) fn user_json(state: &AppState, user: &AdministeredUser) -> User {
    let image_url = pictures::url(state, user);
    User::new(user, image_url, &state.identity)
}
