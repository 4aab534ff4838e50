use crate::{
    Action, AuthContext, ClientInfo, Error, Identity, OneTimeCode, TooManyAttempts, UserPhone,
    audit::Event, limits::Secret, model::text_purpose::TextPurpose,
};

/// Why a phone number was not verified.
#[derive(Debug, thiserror::Error)]
pub enum AttemptPhoneVerificationError {
    /// The user has no such phone number.
    #[error("there is no such phone number")]
    PhoneNumberNotFound,
    /// The number is verified.
    #[error("the phone number is verified")]
    AlreadyVerified,
    /// The code is wrong, expired, used, or was tried wrongly too often.
    #[error("the code is wrong or has expired")]
    CodeRefused,
    /// The code is right, but another user has verified the number.
    #[error("another user has the phone number")]
    PhoneNumberExists,
    /// The rate limit of attempts is reached.
    #[error(transparent)]
    TooManyAttempts(#[from] TooManyAttempts),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(AttemptPhoneVerificationError);

impl Identity {
    /// Verifies the user's phone number by the code that was texted to it. It becomes the primary number if there is
    /// none, and the unverified claims of other users to it are deleted.
    ///
    /// # Errors
    /// [`AttemptPhoneVerificationError`] says when.
    pub async fn attempt_phone_verification(
        &self,
        auth: &AuthContext,
        id: &str,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<UserPhone, AttemptPhoneVerificationError> {
        if code.of_app().is_none() {
            // What has not the form of such a code is no guess of one.
            return Err(AttemptPhoneVerificationError::CodeRefused);
        }
        let attempt = self
            .limits
            .attempt(Secret::TextedCode, client.address, auth.user.as_str())
            .await?;
        let outcome = self.try_phone_code(auth, id, code, client).await;
        attempt
            .record_result(outcome, |error| {
                matches!(error, AttemptPhoneVerificationError::CodeRefused)
            })
            .await
    }

    async fn try_phone_code(
        &self,
        auth: &AuthContext,
        id: &str,
        code: &OneTimeCode,
        client: &ClientInfo,
    ) -> Result<UserPhone, AttemptPhoneVerificationError> {
        const NOT_FOUND: AttemptPhoneVerificationError =
            AttemptPhoneVerificationError::PhoneNumberNotFound;
        let user = &auth.user;
        let number = self.phone_number(auth, id).await?.ok_or(NOT_FOUND)?.number;
        // Of two users who verify the number at once, the second finds that it is taken.
        let mut uow = self.begin(&number.lock_key()).await?.for_client(client);
        self.database
            .advisory_lock(uow.connection(), &user.lock_key())
            .await?;
        let phone = uow.find_phone(user, id).await?.ok_or(NOT_FOUND)?;
        if phone.verified_at.is_some() {
            return Err(AttemptPhoneVerificationError::AlreadyVerified);
        }
        let purpose = TextPurpose::VerifyNumber;
        let is_right = uow.take_texted_code(user, purpose, &number, code).await?;
        let is_verified = is_right && uow.verify_phone(user, &phone).await?;
        let verified = uow.find_phone(user, id).await?.ok_or(NOT_FOUND)?;
        let event = Event::new(Action::PhoneNumberVerified, user)
            .in_session(&auth.session)
            .with("phone", id)
            .with("right", is_right);
        uow.commit(event, client).await?;
        match (is_right, is_verified) {
            (true, true) => Ok(verified),
            (true, false) => Err(AttemptPhoneVerificationError::PhoneNumberExists),
            (false, _) => Err(AttemptPhoneVerificationError::CodeRefused),
        }
    }
}
