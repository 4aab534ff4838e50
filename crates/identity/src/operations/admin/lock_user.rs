use super::Administrator;
use crate::{
    Action, AdministeredUser, ClientInfo, Error, Identity, UserId, audit::Event, env::micros,
    model::auth_policy::Lockout, store::lockouts,
};

/// Why an administrator could not lock or unlock an account.
#[derive(Debug, thiserror::Error)]
pub enum LockUserError {
    /// There is no such user.
    #[error("there is no such user")]
    NoSuchUser,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(LockUserError);

impl Identity {
    /// Locks an account, as too many wrong passwords do: for the same time, and until it is unlocked or recovered. Sessions
    /// go on.
    ///
    /// # Errors
    /// [`LockUserError`] says when.
    pub async fn lock_user(
        &self,
        user: &UserId,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<AdministeredUser, LockUserError> {
        let mut uow = self.begin(&user.lock_key()).await?;
        if uow.find_user(user).await?.is_none() {
            return Err(LockUserError::NoSuchUser);
        }
        let lockout = self.policy.lockout.unwrap_or(Lockout::DEFAULT);
        let until = uow.now.saturating_add(micros(lockout.duration));
        lockouts::lock(uow.connection(), user, until).await?;
        let event = Event::new(Action::Locked, user).by(admin);
        Ok(uow.commit_change(user, event, client).await?)
    }

    /// Unlocks an account, and forgets its wrong passwords and codes.
    ///
    /// # Errors
    /// [`LockUserError`] says when.
    pub async fn unlock_user(
        &self,
        user: &UserId,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<AdministeredUser, LockUserError> {
        let mut uow = self.begin(&user.lock_key()).await?;
        if uow.find_user(user).await?.is_none() {
            return Err(LockUserError::NoSuchUser);
        }
        uow.unlock(user).await?;
        let event = Event::new(Action::Unlocked, user).by(admin);
        Ok(uow.commit_change(user, event, client).await?)
    }
}
