//! What the browser may ask about the signed-in student, and about nobody else.

use leptos::prelude::*;

use super::{Report, wire::Answer};
use crate::error::AppError;
use timeback::Verification;

/// Whether the signed-in student is a Timeback user. Asked of Timeback once a session.
///
/// # Errors
/// [`AppError::SignedOut`] without a session, [`AppError::TooManyReads`]; else what kept Timeback from answering.
#[server(prefix = "/api", endpoint = "verify", output = Answer)]
pub async fn verify() -> Result<Verification, AppError> {
    use crate::server::context;

    let read = context::begin_read()?;
    let verified = context::profiles().verify_for_page(read).await;
    verified.map_err(context::refuse)
}

/// The signed-in student's profile: the session's, or with `fresh` a new one from Timeback.
///
/// # Errors
/// [`AppError::SignedOut`] without a session, [`AppError::TooManyReads`], [`AppError::NotInTimeback`] and [`AppError::Ambiguous`] when Timeback does
/// not know the student as one user; else what kept Timeback from answering.
#[server(prefix = "/api", endpoint = "get_profile", output = Answer)]
pub async fn get_profile(
    /// Whether to ask Timeback again although the session has a profile.
    #[server(default)]
    fresh: bool,
) -> Result<Report, AppError> {
    use crate::server::context;

    context::read_profile(context::begin_read()?, fresh).await
}
