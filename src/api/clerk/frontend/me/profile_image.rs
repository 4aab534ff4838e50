use axum::response::Response;
use serde::Serialize;

use super::find;
use crate::{
    api::clerk::{error::ClerkError, frontend::browser::Browser, picture},
    server::pictures::PictureUpload,
};
use identity::ChangeOwnPictureError;

/// A picture in Clerk's format.
#[derive(Serialize)]
struct Image {
    object: &'static str,
    id: String,
    name: (),
    public_url: String,
}

impl From<ChangeOwnPictureError> for ClerkError {
    fn from(error: ChangeOwnPictureError) -> Self {
        match error {
            ChangeOwnPictureError::UserNotFound => Self::SIGNED_OUT,
            ChangeOwnPictureError::Failed(error) => error.into(),
        }
    }
}

/// `POST /me/profile_image`: sets the user's picture.
pub async fn set(browser: Browser, upload: PictureUpload) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let picture = picture::decode(&browser.state, upload).await?;
    let identity = browser.state.identity.clone();
    identity
        .change_own_picture(&auth, Some(picture), &browser.client)
        .await?;
    answer(browser).await
}

/// `DELETE /me/profile_image`: removes the user's picture. Their initials stand in for it.
pub async fn delete(browser: Browser) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let identity = browser.state.identity.clone();
    identity
        .change_own_picture(&auth, None, &browser.client)
        .await?;
    answer(browser).await
}

async fn answer(browser: Browser) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let (public_url, _) = find(&browser, &auth).await?.image();
    let image = Image {
        object: "image",
        id: auth.user.as_str().to_owned(),
        name: (),
        public_url,
    };
    browser.answer(image).await
}
