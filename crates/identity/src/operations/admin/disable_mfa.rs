use super::Administrator;
use crate::{
    Action, AdministeredUser, ClientInfo, Error, Identity, UserId, audit::Event,
    mail::SecurityEvent,
};

/// Why an administrator could not remove a user's second factors.
#[derive(Debug, thiserror::Error)]
pub enum DisableMfaError {
    /// There is no such user.
    #[error("there is no such user")]
    NoSuchUser,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(DisableMfaError);

impl Identity {
    /// Removes all of a user's second factors, and their backup codes. Their phone numbers stay, and no codes are texted to
    /// them to sign in. The user is notified of a verified factor.
    ///
    /// # Errors
    /// [`DisableMfaError`] says when.
    pub async fn disable_mfa(
        &self,
        user: &UserId,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<AdministeredUser, DisableMfaError> {
        let mut uow = self.begin(&user.lock_key()).await?;
        let before = uow.find_user(user).await?;
        let before = before.ok_or(DisableMfaError::NoSuchUser)?;
        let factors = &before.account.factors;
        let phones = before.account.phones.iter();
        let phones: Vec<_> = phones.filter(|phone| phone.is_second_factor).collect();
        if factors.is_empty() && phones.is_empty() {
            return Ok(before);
        }
        if factors.iter().any(|it| it.is_verified) {
            uow.notify_user(user, SecurityEvent::FactorRemoved).await?;
        }
        for factor in factors {
            uow.drop_factor(user, &factor.id).await?;
        }
        for phone in &phones {
            uow.release_phone(user, phone).await?;
        }
        let ids: Vec<_> = factors.iter().map(|it| it.id.as_str()).collect();
        let phones: Vec<_> = phones.iter().map(|it| it.id.as_str()).collect();
        let event = Event::new(Action::FactorDeleted, user).by(admin);
        let event = event.with("factors", ids).with("phones", phones);
        Ok(uow.commit_change(user, event, client).await?)
    }
}
