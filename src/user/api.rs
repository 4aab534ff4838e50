//! Server functions of the signed-in user, and of no other user. Each finds out itself who that is.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    EmailAddress, JwtService, PhoneNumber, SessionWithActivities, UpdateUserParams, User, UserError,
};
use crate::text_json::PostTextJson;

/// A token for a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserToken {
    /// The token.
    pub jwt: String,
    /// For how long it is valid.
    pub expires_in_seconds: u32,
}

/// Returns the signed-in user.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, and an error of the server when the user cannot be read.
#[server(prefix = "/api", endpoint = "get_user", output = PostTextJson)]
pub async fn get_user() -> Result<User, UserError> {
    use super::server::{SignedIn, profile, refuse};

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
    use super::server::{SignedIn, profile, refuse};

    let signed_in = SignedIn::require()?;
    profile::update(&signed_in, params).await.map_err(refuse)
}

/// Adds an e-mail address, unverified.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, and another [`UserError`] when the address cannot be added.
#[server(prefix = "/api", endpoint = "create_email_address", input = PostTextJson, output = PostTextJson)]
pub async fn create_email_address(
    /// The address.
    email: String,
) -> Result<EmailAddress, UserError> {
    use super::server::{SignedIn, email_address, refuse};

    let signed_in = SignedIn::require()?;
    email_address::create(&signed_in, &email)
        .await
        .map_err(refuse)
}

/// Mails a code to an unverified address.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, and another [`UserError`] when no code can be mailed.
#[server(prefix = "/api", endpoint = "prepare_email_address_verification", input = PostTextJson, output = PostTextJson)]
pub async fn prepare_email_address_verification(
    /// The address's identifier.
    id: String,
) -> Result<EmailAddress, UserError> {
    use super::server::{SignedIn, email_address, refuse};

    let signed_in = SignedIn::require()?;
    email_address::prepare_verification(&signed_in, &id)
        .await
        .map_err(refuse)
}

/// Verifies an address by the mailed code.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, and another [`UserError`] when the code does not verify it.
#[server(prefix = "/api", endpoint = "attempt_email_address_verification", input = PostTextJson, output = PostTextJson)]
pub async fn attempt_email_address_verification(
    /// The address's identifier.
    id: String,
    /// The code.
    code: String,
) -> Result<EmailAddress, UserError> {
    use super::server::{SignedIn, email_address, refuse};

    let signed_in = SignedIn::require()?;
    email_address::attempt_verification(&signed_in, &id, &code)
        .await
        .map_err(refuse)
}

/// Adds a phone number, unverified.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, and another [`UserError`] when the number cannot be added.
#[server(prefix = "/api", endpoint = "create_phone_number", input = PostTextJson, output = PostTextJson)]
pub async fn create_phone_number(
    /// The number; without a country code, one of the server's region.
    phone_number: String,
) -> Result<PhoneNumber, UserError> {
    use super::server::{SignedIn, phone_number, refuse};

    let signed_in = SignedIn::require()?;
    phone_number::create(&signed_in, &phone_number)
        .await
        .map_err(refuse)
}

/// Texts a code to an unverified number.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, and another [`UserError`] when no code can be texted.
#[server(prefix = "/api", endpoint = "prepare_phone_number_verification", input = PostTextJson, output = PostTextJson)]
pub async fn prepare_phone_number_verification(
    /// The number's identifier.
    id: String,
) -> Result<PhoneNumber, UserError> {
    use super::server::{SignedIn, phone_number, refuse};

    let signed_in = SignedIn::require()?;
    phone_number::prepare_verification(&signed_in, &id)
        .await
        .map_err(refuse)
}

/// Verifies a number by the texted code.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, and another [`UserError`] when the code does not verify it.
#[server(prefix = "/api", endpoint = "attempt_phone_number_verification", input = PostTextJson, output = PostTextJson)]
pub async fn attempt_phone_number_verification(
    /// The number's identifier.
    id: String,
    /// The code.
    code: String,
) -> Result<PhoneNumber, UserError> {
    use super::server::{SignedIn, phone_number, refuse};

    let signed_in = SignedIn::require()?;
    phone_number::attempt_verification(&signed_in, &id, &code)
        .await
        .map_err(refuse)
}

/// Lists the user's active sessions, the most recently used first.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, and an error of the server when the sessions cannot be read.
#[server(prefix = "/api", endpoint = "get_sessions", output = PostTextJson)]
pub async fn get_sessions() -> Result<Vec<SessionWithActivities>, UserError> {
    use super::server::{SignedIn, refuse, sessions};

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
    use super::server::{SignedIn, refuse, sessions};

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
    use super::server::{SignedIn, refuse, token};

    let signed_in = SignedIn::require()?;
    token::create(&signed_in, service).await.map_err(refuse)
}
