use super::Administrator;
use crate::{
    Action, ClientInfo, Error, Identity, UserId, UserSession, audit::Event,
    store::sessions::user_sessions,
};

/// Why an administrator could not begin a session for a user.
#[derive(Debug, thiserror::Error)]
pub enum CreateSessionError {
    /// There is no such user.
    #[error("there is no such user")]
    NoSuchUser,
    /// The user is banned.
    #[error("the user is banned")]
    UserBanned,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(CreateSessionError);

impl Identity {
    /// Begins a session for a user, who has not authenticated: it has no sign-in method, and no recent proof of identity.
    /// It can be used through its session tokens only.
    ///
    /// # Errors
    /// [`CreateSessionError`] says when.
    pub async fn create_session(
        &self,
        user: &UserId,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<UserSession, CreateSessionError> {
        let mut uow = self.begin(&user.lock_key()).await?;
        let found = uow.find_user(user).await?;
        let found = found.ok_or(CreateSessionError::NoSuchUser)?;
        let now = uow.now;
        if found.account.is_banned(crate::env::instant(now)) {
            return Err(CreateSessionError::UserBanned);
        }
        let session = uow.insert_api_session(user, Vec::new(), client).await?;
        let created = user_sessions::find(uow.connection(), &session.id, now).await?;
        let event = Event::new(Action::SignedIn, user)
            .in_session(&session.id)
            .by(admin);
        uow.commit(event, client).await?;
        let created = created.ok_or(Error::Unreadable("a session"))?;
        Ok(self.locate_session(created))
    }
}
