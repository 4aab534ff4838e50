use crate::{Action, AuthContext, ClientInfo, Error, Identity, audit::Event};

/// Why a phone number was not removed.
#[derive(Debug, thiserror::Error)]
pub enum RemovePhoneNumberError {
    /// The number is reserved for the second factor, and the user has to reauthenticate first.
    #[error("the last authentication is too long ago")]
    ReauthenticationNeeded,
    /// The number is reserved for the second factor, and the session has not shown one.
    #[error("the second factor was not shown")]
    InsufficientAal,
    /// The user has no such phone number.
    #[error("there is no such phone number")]
    PhoneNumberNotFound,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(RemovePhoneNumberError);

impl Identity {
    /// Removes a phone number. One that is reserved for the second factor takes a recent second factor; the user is
    /// notified, and without another factor their sessions return to the first assurance level, and their backup codes are
    /// deleted. The oldest verified number takes the place of the primary one.
    ///
    /// # Errors
    /// [`RemovePhoneNumberError`] says when.
    pub async fn remove_phone_number(
        &self,
        auth: &AuthContext,
        id: &str,
        client: &ClientInfo,
    ) -> Result<(), RemovePhoneNumberError> {
        let user = &auth.user;
        let mut uow = self.begin(&user.lock_key()).await?.for_client(client);
        let phone = uow.find_phone(user, id).await?;
        let phone = phone.ok_or(RemovePhoneNumberError::PhoneNumberNotFound)?;
        if phone.is_second_factor {
            if uow.lacks_second_factor(auth).await? {
                return Err(RemovePhoneNumberError::InsufficientAal);
            }
            if !self.is_recent(auth) {
                return Err(RemovePhoneNumberError::ReauthenticationNeeded);
            }
        }
        uow.drop_phone(user, &phone).await?;
        uow.touch(user).await?;
        let event = Event::new(Action::PhoneNumberRemoved, user).in_session(&auth.session);
        Ok(uow.commit(event.with("phone", id), client).await?)
    }
}
