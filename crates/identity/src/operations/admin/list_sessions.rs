use crate::{
    Error, Identity, SessionId, SessionStatus, UserId, UserSession, store::sessions::user_sessions,
};

/// Which sessions to list: those that match each of these that is given.
#[derive(Debug, Clone, Default)]
pub struct SessionQuery {
    /// The user.
    pub user: Option<UserId>,
    /// The session.
    pub session: Option<SessionId>,
    /// The status.
    pub status: Option<SessionStatus>,
}

impl SessionQuery {
    fn matches(&self, session: &UserSession) -> bool {
        self.user.as_ref().is_none_or(|it| *it == session.user)
            && self.session.as_ref().is_none_or(|it| *it == session.id)
            && self.status.is_none_or(|it| it == session.status)
    }
}

impl Identity {
    /// The sessions that match, in browsers and API clients, the newest first. One that is over is kept for 30 days. No
    /// session matches a query without a user and without a session.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn list_sessions(&self, query: &SessionQuery) -> Result<Vec<UserSession>, Error> {
        let (pool, now) = (self.database.pool(), self.env.now());
        let found = match (&query.session, &query.user) {
            (Some(session), _) => Vec::from_iter(self.find_user_session(session).await?),
            // Most programs ask for no others, and a user may have far more that are over.
            (None, Some(user)) if query.status == Some(SessionStatus::Active) => {
                self.sessions_of(user).await?
            }
            (None, Some(user)) => {
                let found = user_sessions::list(pool, user, now).await?.into_iter();
                found.map(|it| self.locate_session(it)).collect()
            }
            (None, None) => Vec::new(),
        };
        let found = found.into_iter().filter(|it| query.matches(it));
        Ok(found.collect())
    }
}
