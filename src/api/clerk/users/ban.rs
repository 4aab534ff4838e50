use std::time::Duration;

use axum::{Json, extract::State};

use super::{find, user::User};
use crate::{
    api::clerk::{
        PROGRAM,
        authentication::SecretKey,
        error::ClerkError,
        paths::UserPath,
        possible_errors::{Refused, map_error},
        tag,
    },
    server::{AppState, client_info::Client},
};
use identity::{AccountEdit, Ban, ClientInfo, EditAccountError, UserId};

/// Clerk's bans have no end: a century.
const FOR_EVER: Duration = Duration::from_hours(100 * 365 * 24);

map_error!(EditAccountError {
    NoSuchUser => ClerkError::NO_SUCH_USER,
} Address(AddressError), Password(NewPasswordError), Metadata(MetadataError));

/// `POST /users/{id}/ban`: bans a user, and ends all their sessions.
#[utoipa::path(post, path = "/users/{id}/ban", tag = tag::PROGRAMS, operation_id = "clerkBanUser",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = User, description = "The user"),
        Refused<(SecretKey, UserPath, EditAccountError)>))]
pub async fn ban(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
) -> Result<Json<User>, ClerkError> {
    set(&state, &user, Ban::For(FOR_EVER), &client).await
}

/// `POST /users/{id}/unban`: lifts a user's ban.
#[utoipa::path(post, path = "/users/{id}/unban", tag = tag::PROGRAMS, operation_id = "clerkUnbanUser",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = User, description = "The user"),
        Refused<(SecretKey, UserPath, EditAccountError)>))]
pub async fn unban(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
) -> Result<Json<User>, ClerkError> {
    set(&state, &user, Ban::Lifted, &client).await
}

async fn set(
    state: &AppState,
    user: &UserId,
    ban: Ban,
    client: &ClientInfo,
) -> Result<Json<User>, ClerkError> {
    let edit = AccountEdit {
        ban: Some(ban),
        ..AccountEdit::default()
    };
    let edited = state.identity.edit_account(user, edit, &PROGRAM, client);
    edited.await?;
    find(state, user).await
}
