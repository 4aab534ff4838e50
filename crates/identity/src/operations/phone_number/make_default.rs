use crate::{
    Action, AuthContext, ClientInfo, Error, Identity, UserPhone, audit::Event, store::phone_numbers,
};

/// Why a phone number did not become the default second factor.
#[derive(Debug, thiserror::Error)]
pub enum MakeDefaultPhoneError {
    /// The session has not shown the user's second factor.
    #[error("the second factor was not shown")]
    InsufficientAal,
    /// The user has no such phone number.
    #[error("there is no such phone number")]
    PhoneNumberNotFound,
    /// The number is not reserved for the second factor.
    #[error("the phone number is no second factor")]
    NotReserved,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(MakeDefaultPhoneError);

impl Identity {
    /// Makes a number that is reserved for the second factor the one that codes are texted to by default.
    ///
    /// # Errors
    /// [`MakeDefaultPhoneError`] says when.
    pub async fn make_default_second_factor(
        &self,
        auth: &AuthContext,
        id: &str,
        client: &ClientInfo,
    ) -> Result<UserPhone, MakeDefaultPhoneError> {
        let user = &auth.user;
        let mut uow = self.begin(&user.lock_key()).await?.for_client(client);
        if uow.lacks_second_factor(auth).await? {
            return Err(MakeDefaultPhoneError::InsufficientAal);
        }
        let phone = uow.find_phone(user, id).await?;
        let phone = phone.ok_or(MakeDefaultPhoneError::PhoneNumberNotFound)?;
        if !phone.is_second_factor {
            return Err(MakeDefaultPhoneError::NotReserved);
        }
        let now = uow.now;
        phone_numbers::set_default(uow.connection(), user, id, now).await?;
        let event = Event::new(Action::FactorUpdated, user)
            .in_session(&auth.session)
            .with("phone", id)
            .with("default", true);
        uow.commit(event, client).await?;
        Ok(UserPhone {
            is_default_second_factor: true,
            ..phone
        })
    }
}
