use leptos::prelude::*;

use crate::{
    text_json::PostTextJson,
    user::{UpdatePasswordParams, UpdateUserParams, User, UserError},
};

/// Returns the signed-in user.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, and an error of the server when the user cannot be read.
#[server(prefix = "/api", endpoint = "get_user", output = PostTextJson)]
pub async fn get_user() -> Result<User, UserError> {
    use crate::user::server::{SignedIn, profile, refuse};

    let signed_in = SignedIn::require()?;
    profile::read(&signed_in).await.map_err(refuse)
}

/// Updates the signed-in user, and returns them.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, and the error of the first field that cannot be changed.
#[server(prefix = "/api", endpoint = "update_user", input = PostTextJson, output = PostTextJson)]
pub async fn update_user(
    /// What to change.
    params: UpdateUserParams,
) -> Result<User, UserError> {
    use crate::user::server::{SignedIn, profile, refuse};

    let signed_in = SignedIn::require()?;
    profile::update(&signed_in, params).await.map_err(refuse)
}

/// Changes the signed-in user's password, or sets the first one. The user's other sessions end.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, [`UserError::ReauthenticationNeeded`] when the last authentication is
/// too long ago, and another [`UserError`] when a password is not accepted.
#[server(prefix = "/api", endpoint = "update_password", input = PostTextJson, output = PostTextJson)]
pub async fn update_password(
    /// The passwords.
    params: UpdatePasswordParams,
) -> Result<User, UserError> {
    use crate::user::server::{SignedIn, password, refuse};

    let signed_in = SignedIn::require()?;
    password::update(&signed_in, params).await.map_err(refuse)
}
