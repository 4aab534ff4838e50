use super::TRAIT;
use crate::{
    Action, AuthContext, ClientInfo, EmailAddress, Error, Identity, OneTimeCode, TooManyAttempts,
    audit::Event, limits::Secret, mail::SecurityEvent, model::code_purpose::CodePurpose,
};

/// Why an address was not verified.
#[derive(Debug, thiserror::Error)]
pub enum VerifyAddressError {
    /// The user has no such address.
    #[error("the user has no such address")]
    NoSuchAddress,
    /// The address is verified already.
    #[error("the address is verified already")]
    AlreadyVerified,
    /// The code is wrong, expired or used, was tried too often, or none was mailed: the answer does not reveal which.
    #[error("the code is wrong or has expired")]
    CodeExpired,
    /// The code is right, but another account has verified the address meanwhile.
    #[error("another account has the address")]
    Exists,
    /// The rate limit of attempts is reached.
    #[error(transparent)]
    TooManyAttempts(#[from] TooManyAttempts),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(VerifyAddressError);

impl Identity {
    /// Verifies one of the user's addresses by the code that was mailed to it, and returns it. From then on the user can
    /// sign in with it; others' unverified claims to it are removed, and the primary address is notified.
    ///
    /// # Errors
    /// [`VerifyAddressError`] says when.
    pub async fn verify_email_address(
        &self,
        auth: &AuthContext,
        id: &str,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<EmailAddress, VerifyAddressError> {
        let found = self.own_email_address(auth, id).await?;
        let address = require_unverified(found)?;
        // What has not the form of such a code is no guess of one.
        if code.of_mail().is_none() {
            return Err(VerifyAddressError::CodeExpired);
        }
        let attempt = self
            .limits
            .attempt(Secret::MailedCode, client.address, auth.user.as_str())
            .await?;
        let outcome = self.try_address_code(auth, &address, code, client).await;
        attempt
            .record_result(outcome, |error| {
                matches!(error, VerifyAddressError::CodeExpired)
            })
            .await
    }

    async fn try_address_code(
        &self,
        auth: &AuthContext,
        address: &EmailAddress,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<EmailAddress, VerifyAddressError> {
        let (user, id, email) = (&auth.user, &address.id, &address.email);
        let mut uow = self
            .begin_update(auth, Some(email))
            .await?
            .for_client(client);
        // It may have been verified or removed meanwhile.
        require_unverified(uow.find_address(user, id).await?)?;
        let purpose = CodePurpose::VerifyAddress;
        if !uow.take_code(user, purpose, email, code).await? {
            let event = Event::new(Action::Reauthenticated, user).in_session(&auth.session);
            let event = event.with("method", "otp").with("right", false);
            uow.commit(event, client).await?;
            return Err(VerifyAddressError::CodeExpired);
        }
        uow.notify_user(user, SecurityEvent::AddressAdded).await?;
        match uow.prove_address(user, id, email, client).await {
            Err(error) if error.is_unique_violation() => return Err(VerifyAddressError::Exists),
            outcome => outcome?,
        }
        let verified = uow.find_address(user, id).await?;
        let event = Event::new(Action::Updated, user).in_session(&auth.session);
        uow.commit(event.with(TRAIT, "verified"), client).await?;
        Ok(verified.ok_or(Error::Unreadable("an address"))?)
    }
}

fn require_unverified(found: Option<EmailAddress>) -> Result<EmailAddress, VerifyAddressError> {
    let address = found.ok_or(VerifyAddressError::NoSuchAddress)?;
    if address.verified_at.is_some() {
        return Err(VerifyAddressError::AlreadyVerified);
    }
    Ok(address)
}
