use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    text_json::PostTextJson,
    user::{UserError, file_body::PostFile},
};

/// A picture of a user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageResource {
    /// The path of the picture, or of the initials that stand in for it.
    pub public_url: String,
}

/// Sets the signed-in user's picture. The request's body is the file.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, and another [`UserError`] when the file is no picture that is
/// accepted.
#[server(prefix = "/api", endpoint = "set_profile_image", input = PostFile, output = PostTextJson)]
pub async fn set_profile_image(
    /// The file: a PNG, JPEG, WebP or GIF image of at most 2 MB.
    file: Vec<u8>,
) -> Result<ImageResource, UserError> {
    use crate::user::server::{SignedIn, profile_image, refuse};

    let signed_in = SignedIn::require()?;
    profile_image::set(&signed_in, file).await.map_err(refuse)
}

/// Removes the signed-in user's picture.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, and an error of the server when the picture cannot be removed.
#[server(prefix = "/api", endpoint = "remove_profile_image", output = PostTextJson)]
pub async fn remove_profile_image() -> Result<ImageResource, UserError> {
    use crate::user::server::{SignedIn, profile_image, refuse};

    let signed_in = SignedIn::require()?;
    profile_image::remove(&signed_in).await.map_err(refuse)
}
