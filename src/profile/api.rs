//! Server functions that return the signed-in student's data, and no other student's.

use leptos::prelude::*;

use super::ProfileView;
use crate::{error::AppError, text_json::PostTextJson};
use timeback::Verification;

/// Returns whether the signed-in student is a Timeback user. Looked up once per session.
///
/// # Errors
/// Returns [`AppError::SignedOut`] without a session, [`AppError::TooManyReads`] over the rate limit, and the error of the
/// lookup when it fails.
#[server(prefix = "/api", endpoint = "verify", output = PostTextJson)]
pub async fn verify() -> Result<Verification, AppError> {
    use super::server::load;
    use crate::server::context;

    load::verify(context::begin_read()?).await
}

/// Returns the signed-in student's profile: the session's cached one, or with `fresh` a new one from Timeback.
///
/// # Errors
/// Returns [`AppError::SignedOut`] without a session, [`AppError::TooManyReads`] over the rate limit,
/// [`AppError::NotInTimeback`] or [`AppError::Ambiguous`] when the address does not match exactly one Timeback user, and
/// the error of the request when Timeback fails.
#[server(prefix = "/api", endpoint = "get_profile", output = PostTextJson)]
pub async fn get_profile(
    /// Whether to bypass the session's cached profile.
    #[server(default)]
    fresh: bool,
) -> Result<ProfileView, AppError> {
    use super::server::load;
    use crate::server::context;

    load::profile(context::begin_read()?, fresh).await
}
