use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    text_json::PostTextJson,
    user::{JwtService, SessionWithActivities, UserError},
};

/// A token for a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserToken {
    /// The token.
    pub jwt: String,
    /// For how long it is valid.
    pub expires_in_seconds: u32,
}

/// Lists the user's active sessions, the most recently used first.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, and an error of the server when the sessions cannot be read.
#[server(prefix = "/api", endpoint = "get_sessions", output = PostTextJson)]
pub async fn get_sessions() -> Result<Vec<SessionWithActivities>, UserError> {
    use crate::user::server::{SignedIn, refuse, sessions};

    let signed_in = SignedIn::require()?;
    sessions::list(&signed_in).await.map_err(refuse)
}

/// Ends one of the user's sessions.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, and [`UserError::NoSuchSession`] when the session is not the user's
/// or has ended.
#[server(prefix = "/api", endpoint = "revoke_session", input = PostTextJson, output = PostTextJson)]
pub async fn revoke_session(
    /// The session's identifier.
    id: String,
) -> Result<(), UserError> {
    use crate::user::server::{SignedIn, refuse, sessions};

    let signed_in = SignedIn::require()?;
    sessions::revoke(&signed_in, &id).await.map_err(refuse)
}

/// Issues a token for a service.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, and [`UserError::NoServiceAccount`] when the service is not
/// configured.
#[server(prefix = "/api", endpoint = "create_token", input = PostTextJson, output = PostTextJson)]
pub async fn create_token(
    /// The service.
    service: JwtService,
) -> Result<UserToken, UserError> {
    use crate::user::server::{SignedIn, refuse, token};

    let signed_in = SignedIn::require()?;
    token::create(&signed_in, service).await.map_err(refuse)
}
