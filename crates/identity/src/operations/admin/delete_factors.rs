use super::Administrator;
use crate::{
    Action, ClientInfo, Error, Identity, UserId, audit::Event, mail::SecurityEvent,
    store::backup_codes,
};

/// Why an administrator could not delete a user's authenticator apps or backup codes.
#[derive(Debug, thiserror::Error)]
pub enum DeleteFactorsError {
    /// There is no such user.
    #[error("there is no such user")]
    NoSuchUser,
    /// The user has none.
    #[error("the user has none")]
    None,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(DeleteFactorsError);

impl Identity {
    /// Deletes all backup codes of a user.
    ///
    /// # Errors
    /// [`DeleteFactorsError`] says when.
    pub async fn delete_backup_codes(
        &self,
        user: &UserId,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<(), DeleteFactorsError> {
        let mut uow = self.begin(&user.lock_key()).await?;
        if uow.find_user(user).await?.is_none() {
            return Err(DeleteFactorsError::NoSuchUser);
        }
        if !backup_codes::delete_of_user(uow.connection(), user).await? {
            return Err(DeleteFactorsError::None);
        }
        uow.notify_user(user, SecurityEvent::BackupCodesRemoved)
            .await?;
        let event = Event::new(Action::FactorDeleted, user).by(admin);
        let event = event.with("backup_codes", true);
        uow.commit_change(user, event, client).await?;
        Ok(())
    }

    /// Deletes all authenticator apps of a user. With the last second factor, the backup codes go as well. The user is
    /// notified of a verified one.
    ///
    /// # Errors
    /// [`DeleteFactorsError`] says when.
    pub async fn delete_totp(
        &self,
        user: &UserId,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<(), DeleteFactorsError> {
        let mut uow = self.begin(&user.lock_key()).await?;
        let found = uow.find_user(user).await?;
        let factors = found.ok_or(DeleteFactorsError::NoSuchUser)?.account.factors;
        if factors.is_empty() {
            return Err(DeleteFactorsError::None);
        }
        if factors.iter().any(|it| it.is_verified) {
            uow.notify_user(user, SecurityEvent::FactorRemoved).await?;
        }
        for factor in &factors {
            uow.drop_factor(user, &factor.id).await?;
        }
        let ids: Vec<_> = factors.iter().map(|it| it.id.as_str()).collect();
        let event = Event::new(Action::FactorDeleted, user).by(admin);
        uow.commit_change(user, event.with("factors", ids), client)
            .await?;
        Ok(())
    }
}
