use crate::{
    Aal, Action, AuthContext, AuthMethod, ClientInfo, Error, Identity, UserPhone, audit::Event,
    operations::browser_session::shown, store::sessions, unit_of_work::UnitOfWork,
};

/// Why a phone number was not reserved for the second factor, or is still reserved.
#[derive(Debug, thiserror::Error)]
pub enum ReservePhoneNumberError {
    /// No text messages are sent, so nobody could sign in by it.
    #[error("no text messages are sent")]
    SmsOff,
    /// The user has to reauthenticate first.
    #[error("the last authentication is too long ago")]
    ReauthenticationNeeded,
    /// The session has not shown the user's second factor.
    #[error("the second factor was not shown")]
    InsufficientAal,
    /// The user has no such phone number.
    #[error("there is no such phone number")]
    PhoneNumberNotFound,
    /// The number is not verified.
    #[error("the phone number is not verified")]
    NotVerified,
    /// The session has ended.
    #[error("the session has ended")]
    SessionNotFound,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(ReservePhoneNumberError);

/// A phone number that was reserved for the second factor, or is no longer.
#[derive(Debug)]
pub struct ReservedPhone {
    /// The number as it is now.
    pub phone: UserPhone,
    /// The session, which the first second factor has raised to the second assurance level.
    pub auth: AuthContext,
}

impl Identity {
    /// Reserves a verified phone number for the second factor, or with `is_reserved` false releases it. Both take a recent
    /// authentication, and a second factor from whoever has one.
    ///
    /// When the number is reserved, this session counts as having shown it, and is at the second assurance level from then
    /// on, under the same token; the other sessions that have shown no second factor end. The user is notified. Backup codes
    /// do not come by themselves: [`renew_backup_codes`](Self::renew_backup_codes) makes them.
    ///
    /// # Errors
    /// [`ReservePhoneNumberError`] says when.
    pub async fn reserve_phone_number(
        &self,
        auth: &AuthContext,
        id: &str,
        is_reserved: bool,
        client: &ClientInfo,
    ) -> Result<ReservedPhone, ReservePhoneNumberError> {
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let phone = uow.change_reservation(auth, id, is_reserved).await?;
        let mut auth = auth.clone();
        if phone.is_second_factor && auth.aal == Aal::One {
            auth.amr.insert(0, shown(AuthMethod::Sms, uow.now));
            auth.aal = Aal::Two;
            if !sessions::raise(uow.connection(), &auth).await? {
                return Err(ReservePhoneNumberError::SessionNotFound);
            }
        }
        uow.commit(reservation_event(&auth, &phone), client).await?;
        Ok(ReservedPhone { phone, auth })
    }
}

/// The entry in the audit log about a number that was reserved or released.
pub(crate) fn reservation_event(auth: &AuthContext, phone: &UserPhone) -> Event {
    Event::new(Action::FactorUpdated, &auth.user)
        .in_session(&auth.session)
        .with("phone", phone.id.as_str())
        .with("reserved", phone.is_second_factor)
}

impl UnitOfWork<'_> {
    /// Reserves or releases the user's number, and ends their other sessions that have shown no second factor. The session
    /// itself must be raised, if it is not.
    pub(crate) async fn change_reservation(
        &mut self,
        auth: &AuthContext,
        id: &str,
        is_reserved: bool,
    ) -> Result<UserPhone, ReservePhoneNumberError> {
        const NOT_FOUND: ReservePhoneNumberError = ReservePhoneNumberError::PhoneNumberNotFound;
        let user = &auth.user;
        if is_reserved && !self.identity.policy.phone.has_sms {
            return Err(ReservePhoneNumberError::SmsOff);
        }
        if self.lacks_second_factor(auth).await? {
            return Err(ReservePhoneNumberError::InsufficientAal);
        }
        if !self.identity.is_recent(auth) {
            return Err(ReservePhoneNumberError::ReauthenticationNeeded);
        }
        let phone = self.find_phone(user, id).await?.ok_or(NOT_FOUND)?;
        if phone.verified_at.is_none() {
            return Err(ReservePhoneNumberError::NotVerified);
        }
        if is_reserved {
            self.reserve_phone(user, &phone).await?;
            self.end_without_factor(auth).await?;
        } else {
            self.release_phone(user, &phone).await?;
        }
        self.touch(user).await?;
        self.find_phone(user, id).await?.ok_or(NOT_FOUND)
    }
}
