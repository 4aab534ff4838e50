use super::password::CurrentPasswordError;
use crate::{
    Action, AuthContext, ClientInfo, EndReason, Error, Identity, Password, audit::Event,
    mail::SecurityEvent, operations::admin, store::passwords,
};

/// Why a user's own password was not removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveOwnPasswordError {
    /// The session has not shown the user's second factor.
    #[error("the second factor was not shown")]
    InsufficientAal,
    /// The current password is wrong, or there is none.
    #[error("the current password is wrong")]
    CurrentPasswordInvalid,
    /// It was one wrong password too many: the session has ended.
    #[error("the session has ended")]
    SessionNotFound,
    /// The user could not sign in any more.
    #[error("the user has no other way to sign in")]
    LastWayIn,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(RemoveOwnPasswordError);

impl From<CurrentPasswordError> for RemoveOwnPasswordError {
    fn from(error: CurrentPasswordError) -> Self {
        match error {
            CurrentPasswordError::Invalid => Self::CurrentPasswordInvalid,
            CurrentPasswordError::SessionNotFound => Self::SessionNotFound,
            CurrentPasswordError::Failed(error) => Self::Failed(error),
        }
    }
}

impl Identity {
    /// Removes the user's password, given the current one. Their other sessions end, and they are notified.
    ///
    /// # Errors
    /// [`RemoveOwnPasswordError`] says when.
    pub async fn remove_own_password(
        &self,
        auth: &AuthContext,
        current: Option<Password>,
        client: &ClientInfo,
    ) -> Result<(), RemoveOwnPasswordError> {
        let user = &auth.user;
        if self.lacks_second_factor(auth).await? {
            return Err(RemoveOwnPasswordError::InsufficientAal);
        }
        self.check_current(auth, current, client).await?;
        let mut uow = self.begin(&user.lock_key()).await?.for_client(client);
        let now = uow.now;
        let before = admin::read(uow.connection(), user, now).await?;
        let before = before.ok_or(RemoveOwnPasswordError::SessionNotFound)?;
        if !self.has_other_way_in(&before) {
            return Err(RemoveOwnPasswordError::LastWayIn);
        }
        passwords::set(uow.connection(), user, None, now).await?;
        uow.touch(user).await?;
        uow.notify_user(user, SecurityEvent::PasswordRemoved)
            .await?;
        uow.end_sessions(user, Some(&auth.session), EndReason::PasswordChanged)
            .await?;
        let event = Event::new(Action::PasswordChanged, user)
            .in_session(&auth.session)
            .with("removed", true);
        Ok(uow.commit(event, client).await?)
    }
}
