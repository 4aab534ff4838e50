use super::Administrator;
use crate::{
    Action, AdministeredUser, ClientInfo, Error, Identity, Provider, UserId, audit::Event,
    mail::SecurityEvent, store::passwords,
};

/// Why an administrator could not remove a user's password.
#[derive(Debug, thiserror::Error)]
pub enum RemovePasswordError {
    /// There is no such user.
    #[error("there is no such user")]
    NoSuchUser,
    /// The user could not sign in any more.
    #[error("the user has no other way to sign in")]
    LastWayIn,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(RemovePasswordError);

impl Identity {
    /// Removes a user's password, if there is one. Their sessions go on. The user is notified.
    ///
    /// # Errors
    /// [`RemovePasswordError`] says when.
    pub async fn remove_user_password(
        &self,
        user: &UserId,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<AdministeredUser, RemovePasswordError> {
        let mut uow = self.begin(&user.lock_key()).await?;
        let before = uow.find_user(user).await?;
        let before = before.ok_or(RemovePasswordError::NoSuchUser)?;
        if !before.has_password {
            return Ok(before);
        }
        if !self.has_other_way_in(&before) {
            return Err(RemovePasswordError::LastWayIn);
        }
        let now = uow.now;
        passwords::set(uow.connection(), user, None, now).await?;
        uow.notify_user(user, SecurityEvent::PasswordRemoved)
            .await?;
        let event = Event::new(Action::PasswordChanged, user).by(admin);
        let event = event.with("removed", true);
        Ok(uow.commit_change(user, event, client).await?)
    }

    /// Whether the user can sign in without a password: by a mailed code, or with a provider.
    pub(in crate::operations) fn has_other_way_in(&self, user: &AdministeredUser) -> bool {
        let has_verified = user
            .email_addresses
            .iter()
            .any(|it| it.is_own && it.verified_at.is_some());
        let has_provider = user
            .account
            .identities
            .iter()
            .any(|it| it.provider != Provider::Email);
        has_provider || (has_verified && self.policy.takes_mailed_codes())
    }
}
