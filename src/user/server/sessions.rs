use super::{SignedIn, view};
use crate::user::{SessionWithActivities, UserError};

/// The user's active sessions, the most recently used first.
///
/// # Errors
/// Returns an error of the server when they cannot be read.
pub async fn list(signed_in: &SignedIn) -> Result<Vec<SessionWithActivities>, UserError> {
    let sessions = signed_in.identity.own_sessions(&signed_in.auth).await?;
    Ok(sessions.into_iter().map(view::session).collect())
}

/// Ends one of the user's sessions.
///
/// # Errors
/// Returns [`UserError::NoSuchSession`] when the session is not the user's or has ended.
pub async fn revoke(signed_in: &SignedIn, id: &str) -> Result<(), UserError> {
    let (auth, client) = (&signed_in.auth, &signed_in.client);
    Ok(signed_in.identity.end_own_session(auth, id, client).await?)
}
