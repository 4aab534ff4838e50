use crate::{
    Action, AuthContext, ClientInfo, Error, Identity, UserId, UserPhone, audit::Event,
    store::phone_numbers, unit_of_work::UnitOfWork,
};

/// Why a phone number did not become the primary one.
#[derive(Debug, thiserror::Error)]
pub enum SetPrimaryPhoneError {
    /// The user has no such phone number.
    #[error("there is no such phone number")]
    PhoneNumberNotFound,
    /// The number is not verified.
    #[error("the phone number is not verified")]
    NotVerified,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(SetPrimaryPhoneError);

impl Identity {
    /// Makes a verified phone number the user's primary one.
    ///
    /// # Errors
    /// [`SetPrimaryPhoneError`] says when.
    pub async fn set_primary_phone(
        &self,
        auth: &AuthContext,
        id: &str,
        client: &ClientInfo,
    ) -> Result<UserPhone, SetPrimaryPhoneError> {
        let user = &auth.user;
        let mut uow = self.begin(&user.lock_key()).await?.for_client(client);
        let phone = uow.make_primary_phone(user, id).await?;
        uow.touch(user).await?;
        let event = Event::new(Action::Updated, user)
            .in_session(&auth.session)
            .with("primary_phone", id);
        uow.commit(event, client).await?;
        Ok(phone)
    }
}

impl UnitOfWork<'_> {
    /// Makes a verified phone number the user's primary one.
    pub(crate) async fn make_primary_phone(
        &mut self,
        user: &UserId,
        id: &str,
    ) -> Result<UserPhone, SetPrimaryPhoneError> {
        let phone = self.find_phone(user, id).await?;
        let phone = phone.ok_or(SetPrimaryPhoneError::PhoneNumberNotFound)?;
        if phone.verified_at.is_none() {
            return Err(SetPrimaryPhoneError::NotVerified);
        }
        phone_numbers::set_primary(self.connection(), user, Some(id)).await?;
        Ok(UserPhone {
            is_primary: true,
            ..phone
        })
    }
}
