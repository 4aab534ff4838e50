use super::TextCodeError;
use crate::{
    Action, AuthContext, ClientInfo, Error, Identity, UserPhone, audit::Event,
    model::text_purpose::TextPurpose,
};

/// Why no code to verify a phone number was texted.
#[derive(Debug, thiserror::Error)]
pub enum PreparePhoneVerificationError {
    /// The user has no such phone number.
    #[error("there is no such phone number")]
    PhoneNumberNotFound,
    /// The number is verified.
    #[error("the phone number is verified")]
    AlreadyVerified,
    /// No code was texted.
    #[error(transparent)]
    Text(#[from] TextCodeError),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(PreparePhoneVerificationError);

impl Identity {
    /// Texts a code to the user's unverified phone number. It works once, for ten minutes; a new one takes its place.
    ///
    /// # Errors
    /// [`PreparePhoneVerificationError`] says when.
    pub async fn prepare_phone_verification(
        &self,
        auth: &AuthContext,
        id: &str,
        client: &ClientInfo,
    ) -> Result<UserPhone, PreparePhoneVerificationError> {
        let user = &auth.user;
        let mut uow = self.begin(&user.lock_key()).await?.for_client(client);
        let phone = uow.find_phone(user, id).await?;
        let phone = phone.ok_or(PreparePhoneVerificationError::PhoneNumberNotFound)?;
        if phone.verified_at.is_some() {
            return Err(PreparePhoneVerificationError::AlreadyVerified);
        }
        let purpose = TextPurpose::VerifyNumber;
        uow.text_code(user, purpose, &phone.number, client).await?;
        let event = Event::new(Action::PhoneCodeRequested, user)
            .in_session(&auth.session)
            .with("phone", id);
        uow.commit(event, client).await?;
        Ok(phone)
    }
}
