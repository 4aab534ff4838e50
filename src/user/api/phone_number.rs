use leptos::prelude::*;

use crate::{
    text_json::PostTextJson,
    user::{PhoneNumber, UserError},
};

/// Adds a phone number, unverified.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, and another [`UserError`] when the number cannot be added.
#[server(prefix = "/api", endpoint = "create_phone_number", input = PostTextJson, output = PostTextJson)]
pub async fn create_phone_number(
    /// The number; without a country code, one of the server's region.
    phone_number: String,
) -> Result<PhoneNumber, UserError> {
    use crate::user::server::{SignedIn, phone_number, refuse};

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
    use crate::user::server::{SignedIn, phone_number, refuse};

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
    use crate::user::server::{SignedIn, phone_number, refuse};

    let signed_in = SignedIn::require()?;
    phone_number::attempt_verification(&signed_in, &id, &code)
        .await
        .map_err(refuse)
}
