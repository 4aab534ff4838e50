use jiff::Timestamp;

use crate::{
    Action, AuthContext, ClientInfo, Denied, EndReason, Error, Identity, Refusal, SessionId,
    audit::Event,
    env::instant,
    store::sessions::{self, ListedRow, ends::Which},
};

/// A session in the list of its user's sessions.
#[derive(Debug, Clone)]
pub struct OwnSession {
    /// The session.
    pub id: SessionId,
    /// Whether it is the current session.
    pub is_current: bool,
    /// The last `User-Agent`.
    pub user_agent: Option<String>,
    /// The last network address.
    pub address: Option<String>,
    /// When it was last used.
    pub last_active_at: Timestamp,
    /// When it began.
    pub created_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

impl Identity {
    /// The user's active sessions, in browsers and API clients, the most recently used first.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn own_sessions(&self, auth: &AuthContext) -> Result<Vec<OwnSession>, Error> {
        let (pool, now) = (self.database.pool(), self.env.now());
        let rows = sessions::list(pool, &auth.user, now).await?;
        let shown = |row: ListedRow| OwnSession {
            is_current: row.id == auth.session.0,
            id: SessionId(row.id),
            user_agent: row.user_agent,
            address: row.address,
            last_active_at: instant(row.last_active_at),
            created_at: instant(row.created_at),
            expires_at: instant(row.expire_at),
        };
        Ok(rows.into_iter().map(shown).collect())
    }

    /// Ends one of the user's sessions.
    ///
    /// # Errors
    /// Returns [`Refusal::NoSuchSession`] when the session is not the user's, or has ended.
    pub async fn end_own_session(
        &self,
        auth: &AuthContext,
        session: &str,
        client: &ClientInfo,
    ) -> Result<(), Denied> {
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let which = Which::OneOfUser(&auth.user, session);
        let ended = uow.end(which, EndReason::SignedOut).await?;
        let ended = ended.first().ok_or(Refusal::NoSuchSession)?;
        let event = Event::new(Action::SignedOut, &auth.user)
            .in_session(&auth.session)
            .with("ended", ended.as_str());
        Ok(uow.commit(event, client).await?)
    }
}
