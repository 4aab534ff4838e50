use super::Administrator;
use crate::{
    Action, AdministeredUser, ClientInfo, EndReason, Error, Identity, UserId, audit::Event,
    store::passwords, unit_of_work::UnitOfWork,
};

/// Why an administrator could not mark a password as compromised, or unmark it.
#[derive(Debug, thiserror::Error)]
pub enum CompromisedPasswordError {
    /// There is no such user.
    #[error("there is no such user")]
    NoSuchUser,
    /// The user has no password.
    #[error("the user has no password")]
    NoPassword,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(CompromisedPasswordError);

impl Identity {
    /// Marks a user's password as compromised: sign-in with it is refused until the user or an administrator sets another
    /// one. The user's sessions stay active, unless they are to end.
    ///
    /// # Errors
    /// [`CompromisedPasswordError`] says when.
    pub async fn set_password_compromised(
        &self,
        user: &UserId,
        ends_sessions: bool,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<AdministeredUser, CompromisedPasswordError> {
        let mut uow = self.begin_password_mark(user).await?;
        let now = uow.now;
        passwords::set_compromised(uow.connection(), user, Some(now)).await?;
        if ends_sessions {
            uow.end_sessions(user, None, EndReason::Revoked).await?;
        }
        let event = Event::new(Action::PasswordCompromised, user).by(admin);
        Ok(uow.commit_change(user, event, client).await?)
    }

    /// Unmarks a user's password: they sign in with it as before.
    ///
    /// # Errors
    /// [`CompromisedPasswordError`] says when.
    pub async fn unset_password_compromised(
        &self,
        user: &UserId,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<AdministeredUser, CompromisedPasswordError> {
        let mut uow = self.begin_password_mark(user).await?;
        passwords::set_compromised(uow.connection(), user, None).await?;
        let event = Event::new(Action::PasswordCleared, user).by(admin);
        Ok(uow.commit_change(user, event, client).await?)
    }

    async fn begin_password_mark(
        &self,
        user: &UserId,
    ) -> Result<UnitOfWork<'_>, CompromisedPasswordError> {
        let mut uow = self.begin(&user.lock_key()).await?;
        let found = uow.find_user(user).await?;
        let found = found.ok_or(CompromisedPasswordError::NoSuchUser)?;
        if !found.has_password {
            return Err(CompromisedPasswordError::NoPassword);
        }
        Ok(uow)
    }
}
