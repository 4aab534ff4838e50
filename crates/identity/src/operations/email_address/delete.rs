use super::TRAIT;
use crate::{
    Action, AuthContext, ClientInfo, EmailAddress, Error, Identity, UserId,
    audit::Event,
    mail::SecurityEvent,
    store::{one_time_codes, user_addresses},
    unit_of_work::UnitOfWork,
};

/// Why an address was not removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveAddressError {
    /// The user has to reauthenticate first; not to remove an unverified address.
    #[error("the last authentication is too long ago")]
    ReauthenticationNeeded,
    /// The user has no such address.
    #[error("the user has no such address")]
    NoSuchAddress,
    /// It is the primary one of several addresses: another one has to be made primary first.
    #[error("the address is the primary one")]
    Primary,
    /// A provider that the user signs in with vouches for the address: it stays as long as that is linked.
    #[error("a provider vouches for the address")]
    VouchedFor,
    /// The user could not sign in any more.
    #[error("the address is the last way to sign in")]
    LastWayIn,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(RemoveAddressError);

impl Identity {
    /// Removes one of the user's addresses, with the codes that were mailed to it. The primary address is notified when
    /// it was verified.
    ///
    /// # Errors
    /// [`RemoveAddressError`] says when.
    pub async fn remove_email_address(
        &self,
        auth: &AuthContext,
        id: &str,
        client: &ClientInfo,
    ) -> Result<(), RemoveAddressError> {
        let has_confirmed = self.has_confirmed(auth).await?;
        let user = &auth.user;
        let mut uow = self.begin(&user.lock_key()).await?.for_client(client);
        let addresses = uow.list_addresses(user).await?;
        let address = find_removable(&addresses, id)?;
        if address.verified_at.is_some() && !has_confirmed {
            return Err(RemoveAddressError::ReauthenticationNeeded);
        }
        uow.remove_address(user, address).await?;
        if address.verified_at.is_some() {
            uow.notify_user(user, SecurityEvent::AddressRemoved).await?;
        }
        uow.touch(user).await?;
        let event = Event::new(Action::Updated, user).in_session(&auth.session);
        Ok(uow.commit(event.with(TRAIT, "removed"), client).await?)
    }
}

/// Why a user cannot do without an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Irremovable {
    /// The user has no such address.
    #[error("the user has no such address")]
    NoSuchAddress,
    /// A provider that the user signs in with vouches for the address: it stays as long as that is linked.
    #[error("a provider vouches for the address")]
    VouchedFor,
    /// The user could not sign in any more.
    #[error("the address is the last way to sign in")]
    LastWayIn,
    /// It is the primary one of several addresses: another one has to be made primary first.
    #[error("the address is the primary one")]
    Primary,
}

impl From<Irremovable> for RemoveAddressError {
    fn from(reason: Irremovable) -> Self {
        match reason {
            Irremovable::NoSuchAddress => Self::NoSuchAddress,
            Irremovable::VouchedFor => Self::VouchedFor,
            Irremovable::LastWayIn => Self::LastWayIn,
            Irremovable::Primary => Self::Primary,
        }
    }
}

/// The address, if its user can do without it.
pub(crate) fn find_removable<'a>(
    addresses: &'a [EmailAddress],
    id: &str,
) -> Result<&'a EmailAddress, Irremovable> {
    let address = addresses.iter().find(|address| address.id == id);
    let address = address.ok_or(Irremovable::NoSuchAddress)?;
    if address.is_vouched_for {
        return Err(Irremovable::VouchedFor);
    }
    let mut others = addresses.iter().filter(|other| other.id != id);
    let is_last = !others.any(|other| other.verified_at.is_some());
    if address.verified_at.is_some() && is_last {
        return Err(Irremovable::LastWayIn);
    }
    if address.is_primary {
        return Err(Irremovable::Primary);
    }
    Ok(address)
}

impl UnitOfWork<'_> {
    /// Removes one of the user's own addresses. What was mailed to it is of no use any more.
    pub async fn remove_address(
        &mut self,
        user: &UserId,
        address: &EmailAddress,
    ) -> Result<(), Error> {
        let connection = self.connection();
        one_time_codes::delete_for_target(connection, user, &address.email).await?;
        user_addresses::delete(connection, user, &address.id).await?;
        self.drop_auth_codes(user).await
    }
}
