use leptos::prelude::*;

use crate::{
    text_json::PostTextJson,
    user::{EmailAddress, UserError},
};

/// Adds an e-mail address, unverified.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, and another [`UserError`] when the address cannot be added.
#[server(prefix = "/api", endpoint = "create_email_address", input = PostTextJson, output = PostTextJson)]
pub async fn create_email_address(
    /// The address.
    email: String,
) -> Result<EmailAddress, UserError> {
    use crate::user::server::{SignedIn, email_address, refuse};

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
    use crate::user::server::{SignedIn, email_address, refuse};

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
    use crate::user::server::{SignedIn, email_address, refuse};

    let signed_in = SignedIn::require()?;
    email_address::attempt_verification(&signed_in, &id, &code)
        .await
        .map_err(refuse)
}
