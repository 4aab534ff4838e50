use axum::{Json, extract::State};

use super::{answer, user::User};
use crate::{
    api::clerk::{
        PROGRAM,
        authentication::SecretKey,
        error::ClerkError,
        paths::UserPath,
        picture,
        possible_errors::{Refused, map_error},
        tag,
    },
    server::{AppState, client_info::Client, pictures::PictureUpload},
};
use identity::ChangePictureError;

map_error!(ChangePictureError {
    NoSuchUser => ClerkError::NO_SUCH_USER,
});

/// `POST /users/{id}/profile_image`: sets a user's picture.
#[utoipa::path(post, path = "/users/{id}/profile_image", tag = tag::PROGRAMS, operation_id = "clerkSetUserProfileImage",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = User, description = "The user"),
        Refused<(SecretKey, UserPath, PictureUpload, ChangePictureError)>))]
pub async fn set(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
    upload: PictureUpload,
) -> Result<Json<User>, ClerkError> {
    let picture = picture::decode(&state, upload).await?;
    let identity = &state.identity;
    let changed = identity.change_picture(&user, Some(picture), &PROGRAM, &client);
    Ok(answer(&state, &changed.await?))
}

/// `DELETE /users/{id}/profile_image`: removes a user's picture.
#[utoipa::path(delete, path = "/users/{id}/profile_image", tag = tag::PROGRAMS, operation_id = "clerkDeleteUserProfileImage",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = User, description = "The user"),
        Refused<(SecretKey, UserPath, ChangePictureError)>))]
pub async fn delete(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
) -> Result<Json<User>, ClerkError> {
    let identity = &state.identity;
    let changed = identity.change_picture(&user, None, &PROGRAM, &client);
    Ok(answer(&state, &changed.await?))
}
