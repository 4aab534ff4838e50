use super::Administrator;
use crate::{
    Action, ClientInfo, EndReason, Error, Identity, SessionId, SessionStatus, UserId, UserSession,
    audit::Event, store::sessions::user_sessions,
};

/// Why an administrator could not revoke a session.
#[derive(Debug, thiserror::Error)]
pub enum RevokeSessionError {
    /// There is no such session.
    #[error("there is no such session")]
    NoSuchSession,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(RevokeSessionError);

impl Identity {
    /// A user's active sessions, in browsers and API clients, the newest first.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn sessions_of(&self, user: &UserId) -> Result<Vec<UserSession>, Error> {
        let (pool, now) = (self.database.pool(), self.env.now());
        let found = user_sessions::list_active(pool, user, now).await?;
        Ok(found
            .into_iter()
            .map(|it| self.locate_session(it))
            .collect())
    }

    /// Finds a session, whatever its status, until it is old enough to be deleted.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn find_user_session(
        &self,
        session: &SessionId,
    ) -> Result<Option<UserSession>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        let found = user_sessions::find(&mut connection, session, self.env.now()).await?;
        Ok(found.map(|it| self.locate_session(it)))
    }

    /// Ends a session. One that is not active any more stays as it is.
    ///
    /// # Errors
    /// [`RevokeSessionError`] says when.
    pub async fn revoke_session(
        &self,
        session: &SessionId,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<UserSession, RevokeSessionError> {
        let found = self.find_user_session(session).await?;
        let user = found.ok_or(RevokeSessionError::NoSuchSession)?.user;
        let mut uow = self.begin(&user.lock_key()).await?;
        let now = uow.now;
        // It may have ended, or be deleted, by now.
        let before = user_sessions::find(uow.connection(), session, now).await?;
        let before = before.ok_or(RevokeSessionError::NoSuchSession)?;
        if before.status != SessionStatus::Active {
            return Ok(self.locate_session(before));
        }
        uow.end_session(session, EndReason::Revoked).await?;
        let after = user_sessions::find(uow.connection(), session, now).await?;
        let event = Event::new(Action::SignedOut, &user)
            .by(admin)
            .with("ended", session.as_str());
        uow.commit(event, client).await?;
        let after = after.ok_or(Error::Unreadable("a session"))?;
        Ok(self.locate_session(after))
    }
}
