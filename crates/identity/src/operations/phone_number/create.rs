use super::MOST;
use crate::{
    Action, AuthContext, ClientInfo, Error, Identity, PhoneNumber, UserPhone, audit::Event,
    store::phone_numbers,
};

/// Why a phone number was not added.
#[derive(Debug, thiserror::Error)]
pub enum CreatePhoneNumberError {
    /// No text messages are sent, so no number can be verified.
    #[error("no text messages are sent")]
    SmsOff,
    /// The user has this number already.
    #[error("the user has this phone number")]
    PhoneNumberExists,
    /// The user has the maximum number of phone numbers.
    #[error("there are too many phone numbers")]
    TooManyPhoneNumbers,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(CreatePhoneNumberError);

impl Identity {
    /// Adds an unverified phone number to the user's account. The answer does not reveal whether another user has it:
    /// that shows when it is verified. No code is texted yet.
    ///
    /// # Errors
    /// [`CreatePhoneNumberError`] says when.
    pub async fn create_phone_number(
        &self,
        auth: &AuthContext,
        number: &PhoneNumber,
        client: &ClientInfo,
    ) -> Result<UserPhone, CreatePhoneNumberError> {
        if !self.policy.phone.has_sms {
            return Err(CreatePhoneNumberError::SmsOff);
        }
        let user = &auth.user;
        let mut uow = self.begin(&user.lock_key()).await?;
        let phones = phone_numbers::list(uow.connection(), user).await?;
        if phones.iter().any(|phone| phone.number == *number) {
            return Err(CreatePhoneNumberError::PhoneNumberExists);
        }
        if phones.len() >= MOST {
            return Err(CreatePhoneNumberError::TooManyPhoneNumbers);
        }
        let now = uow.now;
        let id = uow.add_phone(user, number, now).await?;
        let phone = uow.find_phone(user, &id).await?;
        let event = Event::new(Action::PhoneNumberAdded, user)
            .in_session(&auth.session)
            .with("phone", id);
        uow.commit(event, client).await?;
        Ok(phone.ok_or(Error::Unreadable("a phone number"))?)
    }
}
