use axum::response::Response;
use serde::Serialize;

use super::find;
use crate::{
    api::clerk::{
        error::ClerkError,
        frontend::browser::Browser,
        picture,
        possible_errors::{Refused, SignedIn, map_error},
        tag,
    },
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

map_error!(ChangeOwnPictureError {
    UserNotFound => ClerkError::SIGNED_OUT,
});

/// `POST /me/profile_image`: sets the user's picture.
#[utoipa::path(post, path = "/me/profile_image", tag = tag::BROWSERS, operation_id = "clerkBrowserSetProfileImage",
    security(("session" = [])),
    responses((status = OK, description = "`response`: the picture; `client`: the browser's client"),
        Refused<(Browser, SignedIn, PictureUpload, ChangeOwnPictureError)>))]
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
#[utoipa::path(delete, path = "/me/profile_image", tag = tag::BROWSERS, operation_id = "clerkBrowserDeleteProfileImage",
    security(("session" = [])),
    responses((status = OK, description = "`response`: the picture; `client`: the browser's client"),
        Refused<(Browser, SignedIn, ChangeOwnPictureError)>))]
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
