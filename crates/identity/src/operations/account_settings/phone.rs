use super::Renewed;
use crate::{
    Aal, AuthContext, AuthMethod, ClientInfo, Identity, ReservePhoneNumberError,
    operations::phone_number::reservation_event,
};

impl Identity {
    /// Reserves a verified phone number for the second factor from the account page, as
    /// [`reserve_phone_number`](Self::reserve_phone_number) does. A session that it raises continues under a new token.
    ///
    /// # Errors
    /// [`ReservePhoneNumberError`] says when.
    pub async fn reserve_own_phone(
        &self,
        auth: &AuthContext,
        id: &str,
        client: &ClientInfo,
    ) -> Result<Option<Renewed>, ReservePhoneNumberError> {
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let phone = uow.change_reservation(auth, id, true).await?;
        let renewed = if auth.aal == Aal::One {
            let renewed = uow.renew(auth, AuthMethod::Sms).await?;
            Some(renewed.ok_or(ReservePhoneNumberError::SessionNotFound)?)
        } else {
            None
        };
        uow.commit(reservation_event(auth, &phone), client).await?;
        Ok(renewed)
    }
}
