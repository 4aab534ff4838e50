use super::{SignedIn, view};
use crate::user::{EmailAddress, UserError};
use identity::{Email, OneTimeCode};

/// Adds an address, unverified.
///
/// # Errors
/// Returns a [`UserError`] when the address cannot be added.
pub async fn create(signed_in: &SignedIn, email: &str) -> Result<EmailAddress, UserError> {
    let email = Email::parse(email)?;
    let (auth, client) = (&signed_in.auth, &signed_in.client);
    let added = signed_in.identity.add_email_address(auth, &email, client);
    Ok(view(signed_in, &added.await?))
}

/// Mails a code to an address.
///
/// # Errors
/// Returns a [`UserError`] when no code can be mailed.
pub async fn prepare_verification(
    signed_in: &SignedIn,
    id: &str,
) -> Result<EmailAddress, UserError> {
    let (auth, client) = (&signed_in.auth, &signed_in.client);
    let mailed = signed_in.identity.mail_email_address_code(auth, id, client);
    Ok(view(signed_in, &mailed.await?))
}

/// Verifies an address by the mailed code. What has not the form of a code is wrong, and no attempt.
///
/// # Errors
/// Returns a [`UserError`] when the code does not verify it.
pub async fn attempt_verification(
    signed_in: &SignedIn,
    id: &str,
    code: &str,
) -> Result<EmailAddress, UserError> {
    let code = OneTimeCode::parse(code).map_err(|_| UserError::CodeIncorrect)?;
    let (auth, client) = (&signed_in.auth, &signed_in.client);
    let identity = &signed_in.identity;
    let verified = identity
        .verify_email_address(auth, id, &code, client)
        .await?;
    Ok(view(signed_in, &verified))
}

fn view(signed_in: &SignedIn, address: &identity::EmailAddress) -> EmailAddress {
    view::email_address(address, (signed_in.identity.clock())())
}
