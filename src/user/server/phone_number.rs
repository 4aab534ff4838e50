use super::{SignedIn, view};
use crate::user::{PhoneNumber, UserError};
use identity::OneTimeCode;

/// Adds a number, unverified.
///
/// # Errors
/// Returns a [`UserError`] when the number cannot be added.
pub async fn create(signed_in: &SignedIn, typed: &str) -> Result<PhoneNumber, UserError> {
    let number = signed_in.identity.parse_phone_number(typed)?;
    let (auth, client) = (&signed_in.auth, &signed_in.client);
    let created = signed_in
        .identity
        .create_phone_number(auth, &number, client);
    Ok(view::phone_number(&created.await?))
}

/// Texts a code to a number.
///
/// # Errors
/// Returns a [`UserError`] when no code can be texted.
pub async fn prepare_verification(
    signed_in: &SignedIn,
    id: &str,
) -> Result<PhoneNumber, UserError> {
    let (auth, client) = (&signed_in.auth, &signed_in.client);
    let texted = signed_in
        .identity
        .prepare_phone_verification(auth, id, client);
    Ok(view::phone_number(&texted.await?))
}

/// Verifies a number by the texted code. What has not the form of a code is wrong, and no attempt.
///
/// # Errors
/// Returns a [`UserError`] when the code does not verify it.
pub async fn attempt_verification(
    signed_in: &SignedIn,
    id: &str,
    code: &str,
) -> Result<PhoneNumber, UserError> {
    let code = OneTimeCode::parse(code).map_err(|_| UserError::CodeIncorrect)?;
    let (auth, client) = (&signed_in.auth, &signed_in.client);
    let identity = &signed_in.identity;
    let verified = identity
        .attempt_phone_verification(auth, id, &code, client)
        .await?;
    Ok(view::phone_number(&verified))
}
