use secrecy::ExposeSecret as _;

use super::SignedIn;
use crate::user::{JwtService, UserError, UserToken};

/// Issues a token of the session for a service.
///
/// # Errors
/// Returns [`UserError::NoServiceAccount`] when the service is not configured, and another [`UserError`] when the session
/// may have no tokens.
pub async fn create(signed_in: &SignedIn, service: JwtService) -> Result<UserToken, UserError> {
    let template = match service {
        JwtService::Clerk => None,
        JwtService::Firebase => Some("firebase"),
        JwtService::Hasura => Some("hasura"),
    };
    let identity = &signed_in.identity;
    let token = identity
        .session_token(&signed_in.auth, template, signed_in.origin.as_deref())
        .await?;
    let lifetime = token.expires_at.as_second() - (identity.clock())().as_second();
    Ok(UserToken {
        jwt: token.jwt.expose_secret().to_owned(),
        expires_in_seconds: lifetime.try_into().unwrap_or_default(),
    })
}
