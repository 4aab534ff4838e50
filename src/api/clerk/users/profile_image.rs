use axum::{Json, extract::State};

use super::{answer, user::User};
use crate::{
    api::clerk::{PROGRAM, error::ClerkError, paths::UserPath, picture},
    server::{AppState, client_info::Client, pictures::PictureUpload},
};
use identity::ChangePictureError;

impl From<ChangePictureError> for ClerkError {
    fn from(error: ChangePictureError) -> Self {
        match error {
            ChangePictureError::NoSuchUser => Self::NO_SUCH_USER,
            ChangePictureError::Failed(error) => error.into(),
        }
    }
}

/// `POST /users/{id}/profile_image`: sets a user's picture.
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
pub async fn delete(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
) -> Result<Json<User>, ClerkError> {
    let identity = &state.identity;
    let changed = identity.change_picture(&user, None, &PROGRAM, &client);
    Ok(answer(&state, &changed.await?))
}
